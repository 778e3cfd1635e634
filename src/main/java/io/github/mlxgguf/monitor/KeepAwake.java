package io.github.mlxgguf.monitor;

import io.github.mlxgguf.monitor.macos.Caffeinate;

/** Keeps the machine from going to sleep by itself until it is closed; closing a lid, or a user, can still send it to sleep. */
public final class KeepAwake implements AutoCloseable {
    private final AutoCloseable hold;

    private KeepAwake(AutoCloseable hold) {
        this.hold = hold;
    }

    /** On macOS holds {@code caffeinate} for as long as this process lives; elsewhere does nothing. Never fails. */
    public static KeepAwake start() {
        return Platform.current() == Platform.MACOS
                ? new KeepAwake(
                        Caffeinate.hold(Caffeinate.TOOL, ProcessHandle.current().pid()))
                : none();
    }

    /** Nothing is held. */
    public static KeepAwake none() {
        return new KeepAwake(() -> {});
    }

    @Override
    public void close() {
        try {
            hold.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

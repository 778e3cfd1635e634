package io.github.mlxgguf.junit;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.ProcessPriority;
import io.github.mlxgguf.record.Flag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of its machine from the start.
 *
 * @param ramBytes its memory, or null if unknown
 * @param flags conditions that are looked at once and hold for all that follows
 */
record SessionMachine(@Nullable Long ramBytes, List<String> flags) {
    /** Nothing is known. */
    static final SessionMachine UNKNOWN = new SessionMachine(null, List.of());

    /** Copies the list. */
    SessionMachine {
        flags = List.copyOf(flags);
    }

    static SessionMachine of(@Nullable Long ramBytes, MachineConditions now) {
        boolean lowered = isLowered(now.suite()) || isLowered(now.server());
        return new SessionMachine(ramBytes, lowered ? List.of(Flag.BACKGROUND_PRIORITY.id()) : List.of());
    }

    private static boolean isLowered(@Nullable ProcessPriority priority) {
        return priority != null && priority.lowered();
    }
}

package io.github.mlxgguf.junit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What must be taken back if an opening fails half way, the newest first. */
final class Undo implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Undo.class.getName());

    private final Deque<AutoCloseable> actions = new ArrayDeque<>();

    void add(AutoCloseable action) {
        actions.push(action);
    }

    /** All went well: nothing is taken back. */
    void forget() {
        actions.clear();
    }

    /** Takes everything back; what fails does not keep the rest from it, nor hide why it is taken back. */
    @Override
    public void close() {
        while (!actions.isEmpty()) {
            try {
                actions.pop().close();
            } catch (Exception failed) {
                LOG.log(Level.WARNING, "could not be taken back: " + failed.getMessage(), failed);
            }
        }
    }
}

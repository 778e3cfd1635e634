package io.github.mlxgguf.embedded.script;

import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong, at a known moment.
 *
 * @param on which call it strikes
 * @param model only calls about this key count and are struck; null for all
 * @param occurrence the how many-th such call is struck, from 1; 0 strikes every one
 * @param afterDeltas text events that are sent first, where the kind has "after some text"
 * @param seconds for the kinds that take time
 */
public record Fault(Call on, @Nullable String model, int occurrence, FaultKind kind, int afterDeltas, double seconds) {
    /** A kind of request; only those of the native API count. */
    public enum Call {
        LIST,
        LOAD,
        UNLOAD,
        CHAT
    }
}

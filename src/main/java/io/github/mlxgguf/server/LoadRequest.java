package io.github.mlxgguf.server;

import org.jspecify.annotations.Nullable;

/**
 * A load to be made.
 *
 * @param modelKey the key in the server's list, or the variant's
 * @param config what to ask for; null components are left to the server
 * @param variant the build of a catalogue model that is wanted, as {@code key@variant}, or null for a plain key. LM Studio's REST
 *     API cannot load one
 */
public record LoadRequest(
        String modelKey, LoadConfig config, @Nullable String variant) {

    /** The load of a plain key. */
    public LoadRequest(String modelKey, LoadConfig config) {
        this(modelKey, config, null);
    }
}

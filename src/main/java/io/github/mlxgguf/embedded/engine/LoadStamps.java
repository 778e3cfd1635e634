package io.github.mlxgguf.embedded.engine;

import org.jspecify.annotations.Nullable;

/**
 * What an engine that knows its own truth says about its load.
 *
 * @param startNs {@link System#nanoTime()} of the engine's process
 * @param readyNs on the same clock
 * @param residentBytes allocated and touched for the model
 * @param mappedBytes mapped from a file and touched for the model
 * @param anonymousBeforeBytes anonymous memory of the process just before that; null where it cannot be read
 * @param anonymousAfterBytes the same when the model was ready
 * @param fileBeforeBytes resident pages of files of the process just before that; null where it cannot be read
 * @param fileAfterBytes the same when the model was ready
 */
public record LoadStamps(
        long startNs,
        long readyNs,
        long residentBytes,
        long mappedBytes,
        @Nullable Long anonymousBeforeBytes,
        @Nullable Long anonymousAfterBytes,
        @Nullable Long fileBeforeBytes,
        @Nullable Long fileAfterBytes) {}

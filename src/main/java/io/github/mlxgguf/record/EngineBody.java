package io.github.mlxgguf.record;

import org.jspecify.annotations.Nullable;

/**
 * The engine behind a format.
 *
 * @param source where this was read: {@code v0 reply} or {@code lms runtime ls}
 */
public record EngineBody(
        String format,
        @Nullable String engineName,
        @Nullable String engineVersion,
        @Nullable String serverVersion,
        String source)
        implements Body {}

package io.github.mlxgguf.lmstudio.cli;

import org.jspecify.annotations.Nullable;

/**
 * LM Studio's service as {@code lms daemon status} describes it.
 *
 * @param pid root of its processes
 * @param daemon true for the headless {@code llmster}, false for the app
 * @param version of the app or the headless service, for example {@code 0.4.4+1}
 */
public record CliDaemon(
        boolean running,
        @Nullable Long pid,
        @Nullable Boolean daemon,
        @Nullable String version) {}

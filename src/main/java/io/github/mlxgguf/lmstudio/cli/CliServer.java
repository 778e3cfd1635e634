package io.github.mlxgguf.lmstudio.cli;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP server as {@code lms server status} describes it.
 *
 * @param port null if it has never been started
 */
public record CliServer(boolean running, @Nullable Integer port) {}

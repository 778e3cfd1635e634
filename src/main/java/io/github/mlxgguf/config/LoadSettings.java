package io.github.mlxgguf.config;

import org.jspecify.annotations.Nullable;

/**
 * How every model is loaded.
 *
 * @param contextLength tokens
 * @param parallel slots, or null for the server's default, which must be equal in both builds
 */
public record LoadSettings(int contextLength, @Nullable Integer parallel) {}

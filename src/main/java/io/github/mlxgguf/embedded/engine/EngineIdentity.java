package io.github.mlxgguf.embedded.engine;

import org.jspecify.annotations.Nullable;

/**
 * Which engine it is.
 *
 * @param version as the engine itself says it, or null if it does not say
 */
public record EngineIdentity(String name, @Nullable String version) {}

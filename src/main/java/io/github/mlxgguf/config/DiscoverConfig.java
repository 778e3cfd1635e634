package io.github.mlxgguf.config;

/** Whether to look for models that the server has in both formats, and how many pairs to take. */
public record DiscoverConfig(boolean enabled, int maxPairs, boolean smallestFirst) {}

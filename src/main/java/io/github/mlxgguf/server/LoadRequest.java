package io.github.mlxgguf.server;

/**
 * A load to be made.
 *
 * @param modelKey the key in the server's list
 * @param config what to ask for; null components are left to the server
 */
public record LoadRequest(String modelKey, LoadConfig config) {}

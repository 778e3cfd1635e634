package io.github.mlxgguf.config;

import java.util.Map;

/**
 * What goes along while a file is read.
 *
 * @param environment environment variables by name
 */
record ReadContext(Problems problems, Map<String, String> environment) {}

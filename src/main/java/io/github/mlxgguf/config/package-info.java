/** YAML to validated, immutable records; every default is a named, documented constant. */
@NullMarked
package io.github.mlxgguf.config;

import org.jspecify.annotations.NullMarked;

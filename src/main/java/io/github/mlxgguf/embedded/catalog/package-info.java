/** The models that the embedded server offers, and the directory where they are made and kept. */
@NullMarked
package io.github.mlxgguf.embedded.catalog;

import org.jspecify.annotations.NullMarked;

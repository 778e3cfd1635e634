/** Immutable facts of one load, one generation, one memory sample. JDK only; every other package may import it. */
@NullMarked
package io.github.mlxgguf.trace;

import org.jspecify.annotations.NullMarked;

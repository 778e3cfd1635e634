/** From records to conclusions, as values. */
@NullMarked
package io.github.mlxgguf.analysis;

import org.jspecify.annotations.NullMarked;

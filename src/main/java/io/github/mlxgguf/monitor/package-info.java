/** Reads memory and load of the machine and of the process that holds the model. */
@NullMarked
package io.github.mlxgguf.monitor;

import org.jspecify.annotations.NullMarked;

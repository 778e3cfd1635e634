/** One process per loaded model: the program that runs in it, the lines it speaks, and the server's handle on it. */
@NullMarked
package io.github.mlxgguf.embedded.worker;

import org.jspecify.annotations.NullMarked;

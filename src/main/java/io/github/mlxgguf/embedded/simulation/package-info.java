/** An engine whose truth is known: it does what a script says, and what it really did is written to a file. */
@NullMarked
package io.github.mlxgguf.embedded.simulation;

import org.jspecify.annotations.NullMarked;

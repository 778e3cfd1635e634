/** Evidence to hand on: a results folder as one file that anyone can check. */
@NullMarked
package io.github.mlxgguf.bundle;

import org.jspecify.annotations.NullMarked;

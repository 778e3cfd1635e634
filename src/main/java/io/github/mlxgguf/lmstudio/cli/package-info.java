/** LM Studio's command-line tool {@code lms}: run without a shell, its answers parsed apart from the running. */
@NullMarked
package io.github.mlxgguf.lmstudio.cli;

import org.jspecify.annotations.NullMarked;

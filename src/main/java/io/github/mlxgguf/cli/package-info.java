/** The command line: report, validate and the other tools. */
@NullMarked
package io.github.mlxgguf.cli;

import org.jspecify.annotations.NullMarked;

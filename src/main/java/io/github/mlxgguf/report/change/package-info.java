/** The comparison of two runs as text. */
@NullMarked
package io.github.mlxgguf.report.change;

import org.jspecify.annotations.NullMarked;

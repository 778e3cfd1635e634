/** How a report becomes a file: templates filled, files replaced whole. */
@NullMarked
package io.github.mlxgguf.report.output;

import org.jspecify.annotations.NullMarked;

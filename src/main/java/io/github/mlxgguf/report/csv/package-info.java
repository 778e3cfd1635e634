/** Records and samples as tables for spreadsheets and statistics programs. */
@NullMarked
package io.github.mlxgguf.report.csv;

import org.jspecify.annotations.NullMarked;

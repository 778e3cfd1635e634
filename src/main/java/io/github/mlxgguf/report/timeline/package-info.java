/** The interactive time line: samples and records in, one self-contained page out, in memory that does not grow with the run. */
@NullMarked
package io.github.mlxgguf.report.timeline;

import org.jspecify.annotations.NullMarked;

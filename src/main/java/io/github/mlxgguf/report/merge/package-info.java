/** The report over several runs and machines. */
@NullMarked
package io.github.mlxgguf.report.merge;

import org.jspecify.annotations.NullMarked;

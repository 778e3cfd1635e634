/** What a run says, for programs: the shape of {@code summary.json}. */
@NullMarked
package io.github.mlxgguf.analysis.summary;

import org.jspecify.annotations.NullMarked;

/** Figures that cannot be. */
@NullMarked
package io.github.mlxgguf.analysis.plausibility;

import org.jspecify.annotations.NullMarked;

/** Plots as text: SVG that needs no script, no font and no network. */
@NullMarked
package io.github.mlxgguf.report.plot;

import org.jspecify.annotations.NullMarked;

/** How numbers and names are written in every sentence and table. */
@NullMarked
package io.github.mlxgguf.analysis.text;

import org.jspecify.annotations.NullMarked;

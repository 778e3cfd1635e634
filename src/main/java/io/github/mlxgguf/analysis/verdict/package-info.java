/** From the values of two builds to a judged row. */
@NullMarked
package io.github.mlxgguf.analysis.verdict;

import org.jspecify.annotations.NullMarked;

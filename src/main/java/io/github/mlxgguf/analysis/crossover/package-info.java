/** Which build is faster for which request. */
@NullMarked
package io.github.mlxgguf.analysis.crossover;

import org.jspecify.annotations.NullMarked;

/** Which build to take for what, from verdicts alone. */
@NullMarked
package io.github.mlxgguf.analysis.advice;

import org.jspecify.annotations.NullMarked;

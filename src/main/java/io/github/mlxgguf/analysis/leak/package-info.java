/** Whether memory grows from request to request, and how. */
@NullMarked
package io.github.mlxgguf.analysis.leak;

import org.jspecify.annotations.NullMarked;

/** Many runs over time, by machine, model, format, scenario and engine. */
@NullMarked
package io.github.mlxgguf.analysis.history;

import org.jspecify.annotations.NullMarked;

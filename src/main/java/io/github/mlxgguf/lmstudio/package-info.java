/** The only place that knows LM Studio: its REST API, its event stream, its command line. */
@NullMarked
package io.github.mlxgguf.lmstudio;

import org.jspecify.annotations.NullMarked;

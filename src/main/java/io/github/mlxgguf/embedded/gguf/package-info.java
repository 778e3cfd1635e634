/** Makes GGUF model files of random weights. Knows nothing of servers or engines. */
@NullMarked
package io.github.mlxgguf.embedded.gguf;

import org.jspecify.annotations.NullMarked;

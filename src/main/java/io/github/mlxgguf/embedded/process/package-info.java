/** Starting our own programs in processes of their own, and ending them with their parent. */
@NullMarked
package io.github.mlxgguf.embedded.process;

import org.jspecify.annotations.NullMarked;

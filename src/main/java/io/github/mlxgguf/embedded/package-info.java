/** An LM Studio-compatible server in a process of its own, for machines without LM Studio. */
@NullMarked
package io.github.mlxgguf.embedded;

import org.jspecify.annotations.NullMarked;

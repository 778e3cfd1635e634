/** The port through which the suite sees a model server: what can be asked of one, and how it can fail. No HTTP here. */
@NullMarked
package io.github.mlxgguf.server;

import org.jspecify.annotations.NullMarked;

/** What turns a prompt into text: the engine port, and llama.cpp behind it. Runs inside a worker process only. */
@NullMarked
package io.github.mlxgguf.embedded.engine;

import org.jspecify.annotations.NullMarked;

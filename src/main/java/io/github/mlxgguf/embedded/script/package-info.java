/** What a simulated server plays: models with known speeds and memory, quirks, and faults; read from YAML. */
@NullMarked
package io.github.mlxgguf.embedded.script;

import org.jspecify.annotations.NullMarked;

/** The file contract: record types, the append-only journal, their schemas and their reader. */
@NullMarked
package io.github.mlxgguf.record;

import org.jspecify.annotations.NullMarked;

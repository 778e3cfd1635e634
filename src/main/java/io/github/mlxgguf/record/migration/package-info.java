/** Upgrades of files of older schema versions, one step a class. */
@NullMarked
package io.github.mlxgguf.record.migration;

import org.jspecify.annotations.NullMarked;

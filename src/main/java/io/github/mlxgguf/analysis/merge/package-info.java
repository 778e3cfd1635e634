/** Which runs may be put together, and why others are kept apart. */
@NullMarked
package io.github.mlxgguf.analysis.merge;

import org.jspecify.annotations.NullMarked;

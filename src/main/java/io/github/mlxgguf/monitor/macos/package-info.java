/** macOS sources. What OSHI gives without native calls of our own; the native ones come later. */
@NullMarked
package io.github.mlxgguf.monitor.macos;

import org.jspecify.annotations.NullMarked;

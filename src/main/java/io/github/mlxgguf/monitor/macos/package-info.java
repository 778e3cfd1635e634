/** macOS sources: thin native calls, each in a class of its own, and parsers of bytes and text that run anywhere. */
@NullMarked
package io.github.mlxgguf.monitor.macos;

import org.jspecify.annotations.NullMarked;

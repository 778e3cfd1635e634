/** Linux sources: {@code /proc} text in, values out. */
@NullMarked
package io.github.mlxgguf.monitor.linux;

import org.jspecify.annotations.NullMarked;

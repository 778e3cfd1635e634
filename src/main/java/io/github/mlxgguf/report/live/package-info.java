/** Shows a run in a browser while it goes on. */
@NullMarked
package io.github.mlxgguf.report.live;

import org.jspecify.annotations.NullMarked;

/** The history of many runs as Markdown and as a page. */
@NullMarked
package io.github.mlxgguf.report.history;

import org.jspecify.annotations.NullMarked;

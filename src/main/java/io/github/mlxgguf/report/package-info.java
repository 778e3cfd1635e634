/** From conclusions to files. The only package that imports FreeMarker. */
@NullMarked
package io.github.mlxgguf.report;

import org.jspecify.annotations.NullMarked;

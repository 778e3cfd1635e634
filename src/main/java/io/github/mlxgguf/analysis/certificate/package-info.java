/** Whether two builds are the same work. */
@NullMarked
package io.github.mlxgguf.analysis.certificate;

import org.jspecify.annotations.NullMarked;

/** Binds scenarios to models: loading, watching, recording. The only main package that imports JUnit. */
@NullMarked
package io.github.mlxgguf.junit;

import org.jspecify.annotations.NullMarked;

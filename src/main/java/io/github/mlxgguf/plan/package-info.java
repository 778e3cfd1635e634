/** Which pair, build and scenario can run on a server, in which order, and why others cannot. Knows no JUnit and no HTTP. */
@NullMarked
package io.github.mlxgguf.plan;

import org.jspecify.annotations.NullMarked;

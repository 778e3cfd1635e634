/** Looks at everything that a run needs, before it starts: each finding is ok, a warning or a problem with its cure. */
@NullMarked
package io.github.mlxgguf.doctor;

import org.jspecify.annotations.NullMarked;

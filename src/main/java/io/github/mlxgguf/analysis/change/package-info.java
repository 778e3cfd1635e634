/** What changed from one run to another, build by build, figure by figure. */
@NullMarked
package io.github.mlxgguf.analysis.change;

import org.jspecify.annotations.NullMarked;

/** What two runs have in common and what not, before any of their figures is put beside the other's. */
@NullMarked
package io.github.mlxgguf.analysis.provenance;

import org.jspecify.annotations.NullMarked;

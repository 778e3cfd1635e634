/** The records that count, by pair, build, load and piece of work; no judgement yet. */
@NullMarked
package io.github.mlxgguf.analysis.evidence;

import org.jspecify.annotations.NullMarked;

/** Judges the course of memory from request to request: how fast it grows, in what shape, and how little would have been seen. */
@NullMarked
package io.github.mlxgguf.metric.leak;

import org.jspecify.annotations.NullMarked;

/** Pure maths: from traces and samples to latencies, rates and memory by phase. */
@NullMarked
package io.github.mlxgguf.metric;

import org.jspecify.annotations.NullMarked;

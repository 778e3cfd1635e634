package io.github.mlxgguf.record;

import org.jspecify.annotations.Nullable;

/**
 * One memory figure over one phase.
 *
 * @param medianBytes median of the distinct readings
 * @param peakBytes highest reading, or null where there are fewer than 3 readings
 * @param n number of readings
 */
public record MemoryStat(long medianBytes, @Nullable Long peakBytes, int n) {}

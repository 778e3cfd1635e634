package io.github.mlxgguf.record;

import org.jspecify.annotations.Nullable;

/**
 * One JVM that wrote into the run.
 *
 * @param number from 1; the {@code session} of the records that follow
 * @param wallAnchor wall-clock time at which its {@code t_ns} was 0
 * @param pid its process id
 * @param resumedFrom the run that it continues, or null
 */
public record SessionBody(
        int number, String wallAnchor, long pid, @Nullable String resumedFrom) implements Body {}

package io.github.mlxgguf.record;

/**
 * What every record carries.
 *
 * @param schemaVersion version of the file contract
 * @param kind which {@link Body} follows
 * @param runId the results folder's name
 * @param seq 0, 1, 2 … within the run
 * @param ts when it was written, ISO-8601 UTC with milliseconds
 * @param session number of the JVM session that wrote it, from 1
 * @param tNs when it was written, nanoseconds since that session began
 * @param serverKind {@code lmstudio}, {@code embedded} or {@code simulated}: what the figures are evidence of
 */
public record Envelope(
        String schemaVersion,
        String kind,
        String runId,
        long seq,
        String ts,
        int session,
        long tNs,
        String serverKind) {}

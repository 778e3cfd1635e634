package io.github.mlxgguf.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

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
        String serverKind) {
    /** When the session's clock was 0, to the precision of {@code ts}; empty if that cannot be read. */
    public Optional<Instant> clockStart() {
        try {
            return Optional.of(Instant.parse(ts).minusNanos(tNs));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}

package io.github.mlxgguf.record;

import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes {@code records.jsonl}: one line a record, with the operating system when {@link #append} returns. Thread-safe.
 *
 * <p>On an existing file it goes on with the next {@code seq}; a line that a crash cut off is ended first.
 */
public final class Journal implements AutoCloseable {
    /** Always three digits, unlike {@link Instant#toString()}. */
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final LineFile file;
    private final String runId;
    private final ServerKind serverKind;
    private final int session;
    private final SessionClock clock;
    private long nextSeq;

    private Journal(LineFile file, String runId, ServerKind serverKind, int session, SessionClock clock, long nextSeq) {
        this.file = file;
        this.runId = runId;
        this.serverKind = serverKind;
        this.session = session;
        this.clock = clock;
        this.nextSeq = nextSeq;
    }

    /**
     * Opens the journal of a folder, new or to be continued.
     *
     * @param serverKind what the records are evidence of
     * @param session number of this JVM session, from 1; one more than {@link RunData#lastSession()} when a run is resumed
     * @throws ResultsException if the file cannot be written or belongs to another run
     */
    public static Journal open(ResultsFolder folder, ServerKind serverKind, int session, SessionClock clock) {
        long nextSeq = nextSeq(folder);
        return new Journal(LineFile.open(folder.records()), folder.runId(), serverKind, session, clock, nextSeq);
    }

    /**
     * Writes a record.
     *
     * @return its {@code seq}
     * @throws IllegalArgumentException if it holds a flag that is not registered or a number that is not finite
     * @throws IllegalStateException if the journal is closed
     * @throws ResultsException if the file cannot be written; the {@code seq} is then free again
     */
    public synchronized long append(Body body) {
        Flag.requireRegistered(flagsOf(body));
        long nowNs = clock.nowNs();
        Envelope envelope = new Envelope(
                RecordJson.SCHEMA_VERSION,
                RecordKind.of(body).id(),
                runId,
                nextSeq,
                MILLIS.format(clock.wallTimeOf(nowNs)),
                session,
                nowNs,
                serverKind.id());
        file.append(RecordJson.line(envelope, body));
        file.flush();
        return nextSeq++;
    }

    @Override
    public synchronized void close() {
        file.close();
    }

    private static List<String> flagsOf(Body body) {
        if (body instanceof LoadBody load) {
            return load.flags();
        } else if (body instanceof GenerationBody generation) {
            return generation.flags();
        } else if (body instanceof ScenarioBody scenario) {
            return scenario.flags();
        } else if (body instanceof UnloadBody unload) {
            return unload.flags();
        }
        return List.of();
    }

    private static long nextSeq(ResultsFolder folder) {
        Path records = folder.records();
        if (!Files.exists(records)) {
            return 0;
        }
        long next = 0;
        for (RunData.Entry entry : RunReader.read(folder.path()).entries()) {
            Envelope envelope = entry.envelope();
            if (!envelope.runId().equals(folder.runId())) {
                throw new ResultsException("cannot continue " + records + ": expected records of run '"
                        + folder.runId() + "', found run '" + envelope.runId()
                        + "'. Give the folder its old name back.");
            }
            next = Math.max(next, envelope.seq() + 1);
        }
        return next;
    }
}

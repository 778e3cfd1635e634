package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private Path root;
    private final AtomicLong nanos = new AtomicLong(77);
    private final SessionClock clock = new SessionClock(nanos::get, Instant.parse(BodyFixtures.WALL_ANCHOR));
    private ResultsFolder folder;

    @BeforeEach
    void createFolder(@TempDir Path temporary) throws IOException {
        root = temporary.toRealPath();
        folder = ResultsFolder.create(root, "run-1", Instant.EPOCH);
    }

    @Test
    void stampsEachRecord() {
        try (Journal journal = open(1)) {
            assertThat(journal.append(BodyFixtures.run())).isZero();
            nanos.addAndGet(1_880_000_000L);
            assertThat(journal.append(BodyFixtures.session())).isEqualTo(1);
        }

        assertThat(RunReader.read(folder.path()).entries())
                .containsExactly(
                        new Entry(
                                new Envelope("1.0", "run", "run-1", 0, "2026-10-31T23:59:58.120Z", 1, 0, "simulated"),
                                BodyFixtures.run()),
                        new Entry(
                                new Envelope(
                                        "1.0",
                                        "session",
                                        "run-1",
                                        1,
                                        "2026-11-01T00:00:00.000Z",
                                        1,
                                        1_880_000_000L,
                                        "simulated"),
                                BodyFixtures.session()));
    }

    @Test
    void aRecordIsInTheFileBeforeTheJournalIsClosed() throws IOException {
        try (Journal journal = open(1)) {
            journal.append(BodyFixtures.run());

            assertThat(Files.readString(folder.records())).endsWith("}\n").hasLineCount(1);
        }
    }

    @Test
    void goesOnWithTheNextSeqInALaterSession() {
        try (Journal journal = open(1)) {
            journal.append(BodyFixtures.run());
            journal.append(BodyFixtures.session());
        }

        try (Journal journal = open(RunReader.read(folder.path()).lastSession() + 1)) {
            assertThat(journal.append(BodyFixtures.engine())).isEqualTo(2);
        }

        assertThat(RunReader.read(folder.path()).entries())
                .extracting(entry -> entry.envelope().session())
                .containsExactly(1, 1, 2);
    }

    @Test
    void aTornLineCostsOnlyItself() throws IOException {
        try (Journal journal = open(1)) {
            journal.append(BodyFixtures.run());
        }
        // Torn inside the two bytes of an é.
        byte[] torn = "{\"schema_version\":\"1.0\",\"kind\":\"engine\",\"seq\":1,\"format\":\"é"
                .getBytes(StandardCharsets.UTF_8);
        Files.write(folder.records(), Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

        try (Journal journal = open(2)) {
            assertThat(journal.append(BodyFixtures.session())).isEqualTo(1);
        }

        RunData data = RunReader.read(folder.path());
        assertThat(data.entries()).extracting(Entry::body).containsExactly(BodyFixtures.run(), BodyFixtures.session());
        assertThat(data.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).startsWith("not a whole JSON object: ");
        });
    }

    @Test
    void aWholeLineWithoutItsEndIsKept() throws IOException {
        try (Journal journal = open(1)) {
            journal.append(BodyFixtures.run());
        }
        Files.writeString(folder.records(), Files.readString(folder.records()).strip());

        try (Journal journal = open(2)) {
            assertThat(journal.append(BodyFixtures.session())).isEqualTo(1);
        }

        assertThat(RunReader.read(folder.path()).problems()).isEmpty();
        assertThat(RunReader.read(folder.path()).entries()).hasSize(2);
    }

    @Test
    void manyThreadsWriteWholeLinesWithoutGaps() throws InterruptedException {
        int threads = 8;
        int each = 50;
        try (Journal journal = open(1)) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread writer = new Thread(() -> {
                    for (int k = 0; k < each; k++) {
                        journal.append(BodyFixtures.engine());
                    }
                });
                writers.add(writer);
                writer.start();
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }

        RunData data = RunReader.read(folder.path());
        assertThat(data.problems()).isEmpty();
        assertThat(data.entries())
                .extracting(entry -> entry.envelope().seq())
                .containsExactlyElementsOf(
                        LongStream.range(0, (long) threads * each).boxed().toList());
    }

    @Test
    void anInterruptedThreadDoesNotCloseTheFileForOthers() {
        try (Journal journal = open(1)) {
            Thread.currentThread().interrupt();
            journal.append(BodyFixtures.run());
            assertThat(Thread.interrupted()).isTrue();
            journal.append(BodyFixtures.session());
        }

        assertThat(RunReader.read(folder.path()).entries()).hasSize(2);
    }

    @Test
    void refusesAnUnknownFlagAndWritesNothing() throws IOException {
        UnloadBody known = BodyFixtures.unload(0);
        UnloadBody unknown = new UnloadBody(
                known.pair(),
                known.variant(),
                known.format(),
                known.round(),
                known.loadSeq(),
                known.instanceId(),
                known.startNs(),
                known.endNs(),
                null,
                null,
                null,
                null,
                List.of("slept", "too_warm"),
                null);

        try (Journal journal = open(1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> journal.append(unknown))
                    .withMessage("flag 'too_warm' is not registered: add it to io.github.mlxgguf.record.Flag with a"
                            + " meaning, a threshold and a remedy, and to record.schema.json");
            assertThat(Files.size(folder.records())).isZero();
            assertThat(journal.append(known)).isZero();
        }
    }

    @Test
    void refusesAnythingAfterItIsClosed() {
        Journal journal = open(1);
        journal.close();
        journal.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> journal.append(BodyFixtures.run()))
                .withMessage(folder.records() + " is closed; nothing more can be written");
    }

    @Test
    void refusesToContinueAnotherRun() throws IOException {
        try (Journal journal = open(1)) {
            journal.append(BodyFixtures.run());
        }
        Path renamed = Files.move(folder.path(), root.resolve("other"));

        assertThatThrownBy(() -> Journal.open(ResultsFolder.resolve(renamed), ServerKind.SIMULATED, 2, clock))
                .isInstanceOf(ResultsException.class)
                .hasMessage("cannot continue " + renamed.toRealPath().resolve("records.jsonl")
                        + ": expected records of run 'other', found run 'run-1'. Give the folder its old name back.");
    }

    private Journal open(int session) {
        return Journal.open(folder, ServerKind.SIMULATED, session, clock);
    }
}

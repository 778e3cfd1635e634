package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSessionTest {
    private static final ProcessHandle US = ProcessHandle.current();

    private Path root;
    private ResultsFolder folder;

    @BeforeEach
    void createFolder(@TempDir Path temporary) throws Exception {
        root = temporary.toRealPath();
        folder = ResultsFolder.create(root, "run-1", Instant.EPOCH);
    }

    @Test
    void aRunWhoseProcessLivesIsRefusedWithThatProcess() {
        write(BodyFixtures.run(), new SessionBody(1, Instant.now().toString(), US.pid(), null, List.of(), List.of()));

        assertThatThrownBy(() -> ResultsFolder.open(root, "run-1"))
                .isInstanceOf(ResultsException.class)
                .hasMessage("run 'run-1' is still going on in process " + US.pid() + " ("
                        + US.info().command().orElseThrow() + "). Wait for it, or end it, and resume then.");
    }

    @Test
    void aProcessThatStartedAfterTheSessionIsAnotherOne() {
        Instant before = US.info().startInstant().orElseThrow().minusSeconds(3);
        write(BodyFixtures.run(), new SessionBody(1, before.toString(), US.pid(), null, List.of(), List.of()));

        assertThat(ResultsFolder.open(root, "run-1").path()).isEqualTo(folder.path());
    }

    @Test
    void aSessionThatEndedHoldsNothing() {
        write(
                BodyFixtures.run(),
                new SessionBody(1, Instant.now().toString(), US.pid(), null, List.of(), List.of()),
                BodyFixtures.end());

        assertThat(ResultsFolder.open(root, "run-1").path()).isEqualTo(folder.path());
    }

    @Test
    void theEndOfAnEarlierSessionSaysNothingAboutTheLast() {
        write(
                BodyFixtures.run(),
                new SessionBody(1, Instant.now().toString(), US.pid(), null, List.of(), List.of()),
                BodyFixtures.end());
        try (Journal journal = Journal.open(folder, ServerKind.SIMULATED, 2, SessionClock.start())) {
            journal.append(new SessionBody(2, Instant.now().toString(), US.pid(), "run-1", List.of(), List.of()));
        }

        assertThat(RunReader.read(folder.path()).end()).isEmpty();
        assertThatThrownBy(() -> ResultsFolder.open(root, "run-1"))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("run 'run-1' is still going on in process " + US.pid());
    }

    private void write(Body... bodies) {
        try (Journal journal = Journal.open(folder, ServerKind.SIMULATED, 1, SessionClock.start())) {
            for (Body body : bodies) {
                journal.append(body);
            }
        }
    }
}

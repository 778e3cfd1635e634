package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {
    private Path root;
    private ResultsFolder folder;

    @BeforeEach
    void writeOneOfEach(@TempDir Path temporary) throws IOException {
        root = temporary.toRealPath();
        folder = ResultsFolder.create(root, "run-1", Instant.EPOCH);
        try (Journal journal = Journal.open(folder, ServerKind.EMBEDDED, 1, SessionClock.start())) {
            BodyFixtures.full().forEach(journal::append);
        }
    }

    @Test
    void findsRecordsByKind() {
        RunData data = RunReader.read(root.resolve("latest"));

        assertThat(data.folder()).isEqualTo(folder.path());
        assertThat(data.problems()).isEmpty();
        assertThat(data.run()).contains(BodyFixtures.run());
        assertThat(data.end()).contains(BodyFixtures.end());
        assertThat(data.lastSession()).isEqualTo(1);
        assertThat(data.bodies(LoadBody.class)).containsExactly(BodyFixtures.load());
        assertThat(data.of(GenerationBody.class)).singleElement().satisfies(entry -> {
            assertThat(entry.body()).isEqualTo(BodyFixtures.generation(3));
            assertThat(entry.envelope().seq()).isEqualTo(4);
            assertThat(entry.envelope().serverKind()).isEqualTo("embedded");
        });
    }

    @Test
    void badLinesAreProblemsWithTheirNumberAndBlankOnesAreNothing() throws IOException {
        Files.writeString(
                folder.records(), "\n{\"kind\":\"dream\"}\n\nnull\n{\"kind\":\"end\"}\n", StandardOpenOption.APPEND);

        RunData data = RunReader.read(folder.path());

        assertThat(data.entries()).hasSize(9);
        assertThat(data.problems()).extracting(Problem::line).containsExactly(11, 13, 14);
        assertThat(data.problems().get(0))
                .hasToString("line 11: unknown kind of record 'dream'; this version knows run, session, engine, load,"
                        + " generation, scenario, unload, anomaly, end");
        assertThat(data.problems().get(1)).hasToString("line 13: expected a JSON object, found 'null'");
    }

    @Test
    void aFolderWithoutRecordsIsAClearError() throws IOException {
        Files.delete(folder.records());

        assertThatThrownBy(() -> RunReader.read(folder.path()))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no records.jsonl in " + folder.path().toRealPath()
                        + ": this is not the folder of a run, or the run ended before it wrote anything.");
    }

    @Test
    void aMissingFolderIsAClearError() {
        Path gone = root.resolve("gone");

        assertThatThrownBy(() -> RunReader.read(gone))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no results folder at " + gone + ". Give the folder of a run, for example results/latest.");
    }

    @Test
    void anEmptyFileHoldsNothing() throws IOException {
        Files.writeString(folder.records(), "");

        RunData data = RunReader.read(folder.path());

        assertThat(data.run()).isEmpty();
        assertThat(data.end()).isEmpty();
        assertThat(data.lastSession()).isZero();
    }
}

package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWriterTest {
    private static final long MS = 1_000_000;

    private Path root;
    private ResultsFolder folder;

    @BeforeEach
    void createFolder(@TempDir Path temporary) throws IOException {
        root = temporary.toRealPath();
        folder = ResultsFolder.create(root, "run-1", Instant.EPOCH);
    }

    @Test
    void keepsLinesForASecondOfSampleTimeAtMost() throws IOException {
        try (SampleWriter writer = SampleWriter.open(folder, 1)) {
            writer.write(BodyFixtures.sample(5_000 * MS));
            writer.write(BodyFixtures.sample(5_999 * MS));
            assertThat(Files.size(folder.samples())).isZero();

            writer.write(BodyFixtures.sample(6_000 * MS));
            assertThat(Files.readString(folder.samples())).hasLineCount(3).endsWith("\n");

            writer.write(BodyFixtures.sample(6_100 * MS));
            assertThat(Files.readString(folder.samples())).hasLineCount(3);
        }
        assertThat(Files.readString(folder.samples())).hasLineCount(4);
    }

    @Test
    void flushHandsOverAtOnce() throws IOException {
        try (SampleWriter writer = SampleWriter.open(folder, 1)) {
            writer.write(BodyFixtures.sample(0));
            writer.flush();
            assertThat(Files.readString(folder.samples())).hasLineCount(1);
        }
    }

    @Test
    void whatIsWrittenIsReadBackAndTornLinesAreReported() throws IOException {
        try (SampleWriter writer = SampleWriter.open(folder, 1)) {
            writer.write(BodyFixtures.sample(1));
        }
        Files.writeString(folder.samples(), "{\"session\":1,\"t_", StandardOpenOption.APPEND);
        try (SampleWriter writer = SampleWriter.open(folder, 2)) {
            writer.write(BodyFixtures.minimalOf(BodyFixtures.sample(2)));
        }

        List<SampleLine> read = new ArrayList<>();
        List<Problem> problems = SampleReader.read(folder.path(), read::add);

        assertThat(read)
                .containsExactly(
                        new SampleLine(1, BodyFixtures.sample(1)),
                        new SampleLine(2, BodyFixtures.minimalOf(BodyFixtures.sample(2))));
        assertThat(problems).extracting(Problem::line).containsExactly(2);
        assertThat(SampleReader.read(folder.samples(), line -> {})).isEqualTo(problems);
    }

    @Test
    void aMissingFileIsAClearError() {
        assertThatThrownBy(() -> SampleReader.read(folder.path(), line -> {}))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no samples.jsonl in " + folder.path()
                        + ": this is not the folder of a run, or the run ended before it wrote anything.");
    }

    @Test
    void refusesAnythingAfterItIsClosed() {
        SampleWriter writer = SampleWriter.open(folder, 1);
        writer.close();

        assertThatIllegalStateException().isThrownBy(() -> writer.write(BodyFixtures.sample(1)));
    }
}

package io.github.mlxgguf.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.FullSample;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePassTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** The session crashed: what its monitor saw is told by its samples alone, in each of the files. */
    @Test
    void oneWayThroughTheSamplesServesEveryFile() throws IOException {
        crashedRun();

        ReportWriter.write(folder);

        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("10.0 Hz achieved, 0 missed of 21 ticks, longest gap 100 ms");
        assertThat(Files.readString(folder.resolve("timeline.html"))).contains("\"samples\":21");
        assertThat(Files.readAllLines(folder.resolve("metrics/samples.csv"))).hasSize(22);
    }

    @Test
    void aTableThatCannotBeWrittenIsSaidAfterTheReport() throws IOException {
        crashedRun();
        Files.writeString(folder.resolve("metrics"), "in the way");

        assertThatThrownBy(() -> ReportWriter.write(folder))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("cannot make the folder ");
        assertThat(Files.readString(folder.resolve("report.md"))).contains("Llama 3.2 1B");
        assertThat(folder.resolve("summary.json")).isNotEmptyFile();
        assertThat(folder.resolve("timeline.html")).doesNotExist();
    }

    private void crashedRun() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.start().measureThreeRounds().writeTo(folder);
        StringBuilder samples = new StringBuilder();
        for (int tick = 0; tick <= 20; tick++) {
            samples.append(RecordJson.line(1, FullSample.at(tick * 100_000_000L)))
                    .append('\n');
        }
        Files.writeString(folder.resolve("samples.jsonl"), samples + "{\"session\":1,\"t_ns\":2100");
    }
}

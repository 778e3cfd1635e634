package io.github.mlxgguf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSummaryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void isShortAndAppended() throws IOException {
        Path file = Files.writeString(folder.resolve("step.md"), "An earlier line.\n");
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        run.end("completed", List.of("swap_grew")).writeTo(folder.resolve("run-1"));

        ReportWriter.write(folder.resolve("run-1"), JobSummary.of(Map.of("GITHUB_STEP_SUMMARY", file.toString())));

        assertThat(Files.readString(file))
                .startsWith("""
                        An earlier line.
                        ## MLX or GGUF: benchmark report

                        > **The machine swapped in this run**
                        """)
                .contains("\n- **Llama 3.2 1B** (complete): ")
                .endsWith("""

                        Run `run-1`; its results folder holds `report.html`, `report.md`, `timeline.html`, `summary.json`, `plots/` and `metrics/`.
                        """)
                .doesNotContain("|---");
    }

    @Test
    void withoutANameThereIsNoFile() {
        assertThat(JobSummary.of(Map.of())).isEqualTo(JobSummary.NONE);
        assertThat(JobSummary.of(Map.of("GITHUB_STEP_SUMMARY", " "))).isEqualTo(JobSummary.NONE);
    }

    @Test
    void aFileThatCannotBeWrittenCostsNothing() throws IOException {
        RunFixture.threeRounds().writeTo(folder.resolve("run-1"));

        ReportWriter.write(folder.resolve("run-1"), new JobSummary(folder));

        assertThat(folder.resolve("run-1").resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void whatIsTooLongEndsWithAWholeLineAndSaysSo() {
        String text = "äää\nbbb\nccc\n";
        String shortened = "\nShortened: GitHub shows no more. report.md has all of it.\n";

        assertThat(JobSummary.fitting(text, 15)).isEqualTo(text);
        assertThat(JobSummary.fitting("x".repeat(20) + "\n" + "y".repeat(80) + "\n", 100))
                .isEqualTo("x".repeat(20) + "\n" + shortened);
        assertThat(JobSummary.fitting(text, 14)).isEmpty();
    }

    @Test
    void allStepsTogetherStayBelowTheLimit() throws IOException {
        Path file = Files.writeString(folder.resolve("step.md"), "x".repeat((int) JobSummary.MAX_BYTES - 100));

        new JobSummary(file).append("A line.\n".repeat(100));

        assertThat(Files.size(file)).isBetween(JobSummary.MAX_BYTES - 100, JobSummary.MAX_BYTES);
        assertThat(Files.readString(file))
                .endsWith("A line.\n\nShortened: GitHub shows no more. report.md has all of it.\n");
    }
}

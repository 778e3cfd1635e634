package io.github.mlxgguf.report;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that swapped is nowhere called clean, whenever it swapped and however it ended. */
class SwappedRunTest {
    private static final String CLEAN = "No quality flag was raised";
    private static final String BANNER = "> **The machine swapped in this run**";
    private static final long MS = 1_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void betweenTwoCellsOnly() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();

        Written written = write(run.end("completed", List.of("swap_grew")));

        assertThat(written.markdown())
                .contains(BANNER, "| swap_grew | 1 of 37 | The machine swapped more during it,")
                .doesNotContain(CLEAN);
        assertThat(written.html())
                .contains("<strong>The machine swapped in this run</strong>")
                .doesNotContain(CLEAN);
        assertThat(written.summary()).contains("\"flags\" : [ \"swap_grew\" ]");
    }

    @Test
    void andThenCrashed() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        sample(1, 0, sample -> sample.swapUsedBytes(0L));
        sample(1, 100, sample -> sample.swapUsedBytes(0L));
        sample(1, 400, sample -> sample.swapUsedBytes(16_000_001L));
        tornSample();

        Written written = write(run);

        assertThat(written.markdown())
                .contains(
                        BANNER,
                        "| swap_grew | 1 of 37 |",
                        "| Monitor | every 100 ms, 5.00 Hz achieved, 2 missed of 5 ticks, longest gap 300 ms |",
                        "**What happened meanwhile, in the order of time**",
                        "| 2026-11-21 01:00:00 | no model | – | outside a cell | – | The machine began to swap. |"
                                + " Swap in use grew by 16.0 MB within 0.3 s, to 0.02 GB. |")
                .doesNotContain(CLEAN);
        assertThat(written.html()).doesNotContain(CLEAN);
        assertThat(written.summary()).contains("\"flags\" : [ \"swap_grew\" ]");
    }

    @Test
    void inASessionThatCrashedBeforeTheRunWasResumed() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().engine();
        run.resume().measureThreeRounds();
        sample(1, 0, sample -> sample.swapUsedBytes(0L));
        sample(1, 100, sample -> sample.swapUsedBytes(20_000_000L));
        sample(2, 0, sample -> sample.swapUsedBytes(0L));

        Written written = write(run.end("completed"));

        assertThat(written.markdown())
                .contains(
                        BANNER,
                        "| swap_grew | 1 of 38 |",
                        "| Monitor, session 1 | every 100 ms, 10.0 Hz achieved, 0 missed of 2 ticks, longest gap 100 ms |",
                        "| Monitor, session 2 | every 100 ms, 9.90 Hz achieved, 10 missed of 1000 ticks,")
                .doesNotContain(CLEAN);
    }

    @Test
    void whatNobodyWatchedIsNotCalledCleanEither() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();

        assertThat(write(run).markdown())
                .contains(CLEAN
                        + " by what was recorded. What happened between the cells is unknown: there is neither an end"
                        + " record nor samples of session 1.")
                .doesNotContain(BANNER);
    }

    @Test
    void aCrashedRunThatWasWatchedMayBeClean() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        sample(1, 0, sample -> sample.swapUsedBytes(0L));

        assertThat(write(run).markdown()).contains(CLEAN + ".").doesNotContain(BANNER, "What happened meanwhile");
    }

    @Test
    void memoryThatFellAfterTheLastRecordOfACrashedSessionMayHaveBeenALoad() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        sample(1, 0, sample -> sample.availableBytes(12_000_000_000L));
        sample(1, 100, sample -> sample.availableBytes(2_000_000_000L));

        assertThat(write(run).markdown()).doesNotContain("What happened meanwhile");
    }

    @Test
    void memoryThatFellBeforeItHadNoLoad() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().engine().engine();
        append(RecordJson.line(
                        1, new SampleBuilder().availableBytes(12_000_000_000L).build(0))
                + "\n");
        append(RecordJson.line(
                        1, new SampleBuilder().availableBytes(2_000_000_000L).build(1000))
                + "\n");

        assertThat(write(run).markdown()).contains("Available memory fell suddenly.");
    }

    @Test
    void whatIsOnRecordAndInTheSamplesIsShownOnce() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        run.anomaly("swap_onset", BASELINE, SIMPLE, 0, "As recorded.");
        sample(1, 0, sample -> sample.swapUsedBytes(0L));
        sample(1, 100, sample -> sample.swapUsedBytes(20_000_000L));

        assertThat(write(run).markdown().lines().filter(line -> line.contains("The machine began to swap.")))
                .containsExactly(
                        "| 2026-11-21 01:00:00 | GGUF | Llama 3.2 1B | simple-generation | 1 | The machine began to"
                                + " swap. | As recorded. |");
    }

    @Test
    void whatHappenedStandsInBothReports() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        run.anomaly("worker_restarted", BASELINE, SIMPLE, 61_000 * MS, "Worker process 7 ended.");

        Written written = write(run.end("completed"));

        assertThat(written.markdown())
                .contains(
                        "**What happened meanwhile, in the order of time**",
                        "| Time, UTC | Build | Pair | Where | Round | What | Figures |",
                        "| 2026-11-21 01:01:01 | GGUF | Llama 3.2 1B | simple-generation | 1 | The process that holds the model"
                                + " was replaced or ended while the model was resident. | Worker process 7 ended. |");
        assertThat(written.html())
                .contains("What happened meanwhile, in the order of time</span></caption>", "Worker process 7 ended.");
        Files.delete(folder.resolve("records.jsonl"));
        assertThat(write(RunFixture.threeRounds()).markdown()).doesNotContain("What happened meanwhile");
    }

    @Test
    void theLedgerExplainsEachLoad() throws IOException {
        assertThat(write(RunFixture.threeRounds()).markdown().lines())
                .contains(
                        "**Llama 3.2 1B: where the memory of each load went: baseline + weights + rest = committed**",
                        "| Build | Round | Load | Baseline, MB | Weights, MB | Rest after load, MB | After load, MB | Rest at peak,"
                                + " MB | Peak, MB | Reclaimed, MB | Settled, s |");
    }

    private void sample(int session, long atMs, UnaryOperator<SampleBuilder> values) throws IOException {
        append(RecordJson.line(session, values.apply(new SampleBuilder()).build(atMs * MS)) + "\n");
    }

    private void tornSample() throws IOException {
        append("{\"session\":1,\"t_n");
    }

    private void append(String text) throws IOException {
        Files.writeString(
                folder.resolve("samples.jsonl"),
                text,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Written write(RunFixture run) throws IOException {
        run.writeTo(folder);
        ReportWriter.write(folder);
        return new Written(
                Files.readString(folder.resolve("report.md")),
                Files.readString(folder.resolve("report.html")),
                Files.readString(folder.resolve("summary.json")));
    }

    private record Written(String markdown, String html, String summary) {}
}

package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.FindingsOf.pair;
import static io.github.mlxgguf.analysis.FindingsOf.row;
import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.ScenarioFindings.ContextStress;
import io.github.mlxgguf.analysis.ScenarioFindings.Size;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextStressReaderTest {
    private static final String SCENARIO = "context-stress";
    private static final Measured SHORT = new Measured(200, 500.0, 50.0, 45, 2000, 1_042, 100);
    private static final Measured LONG = new Measured(500, 400.0, 40.0, 35, 3000, 2_051, 100);

    /** Before the load 10 GB are committed, right after it 11.1 GB. */
    private static RunFixture baselineOnly() {
        RunFixture run = new RunFixture();
        run.scenario = SCENARIO;
        run.planned(BASELINE, SCENARIO, 1).start();
        long seq = run.load(BASELINE, 1, 1);
        // The longer first: the table is sorted by size.
        run.ask("document-2000", 0, 1).generation(BASELINE, 1, seq, 1, LONG);
        run.ask("document-1000", 1, 2).generation(BASELINE, 1, seq, 1, SHORT);
        run.ask("document-1000", 2, 3).generation(BASELINE, 1, seq, 2, SHORT);
        run.points = List.of(
                point("document-2000", 1, 11_900_000_000L, 11_300_000_000L),
                point("document-1000", 1, 11_300_000_000L, 11_120_000_000L),
                point("document-1000", 2, 11_400_000_000L, 11_140_000_000L));
        run.cell(BASELINE, 1, seq, 11_900_000_000L);
        return run;
    }

    @Test
    void everySizeHasItsSpeedAndItsMemory() {
        assertThat(findings(baselineOnly()).sizes())
                .containsExactly(
                        new Size(
                                "document-1000",
                                1000L,
                                "GGUF",
                                1_042L,
                                500.0,
                                200.0,
                                50.0,
                                1_400_000_000L,
                                30_000_000L),
                        new Size("document-1000", 1000L, "MLX", null, null, null, null, null, null),
                        new Size(
                                "document-2000",
                                2000L,
                                "GGUF",
                                2_051L,
                                400.0,
                                500.0,
                                40.0,
                                1_900_000_000L,
                                200_000_000L),
                        new Size("document-2000", 2000L, "MLX", null, null, null, null, null, null));
    }

    @Test
    void theScenarioKeepsItsOwnHeadlineOverAllSizes() {
        RunFixture run = baselineOnly();

        assertThat(row(run, Figure.HEADLINE_BYTES, SCENARIO, null).metric().baseline())
                .satisfies(SideFigures.is(1.9e9, 1, 1, 1, 1));
        assertThat(row(run, Figure.HEADLINE_BYTES, SCENARIO, "document-1000")
                        .metric()
                        .baseline())
                .satisfies(SideFigures.is(1.4e9, 1, 1, 1, 1));
    }

    @Test
    void oneSizeAloneIsStillNamed() {
        RunFixture run = new RunFixture();
        run.scenario = SCENARIO;
        run.start();
        long seq = run.load(BASELINE, 1, 1);
        run.ask("document-1000", 0, 1).generation(BASELINE, 1, seq, 1, SHORT);

        assertThat(row(run, Figure.TTFT_MS, SCENARIO, "document-1000").metric().baseline())
                .satisfies(SideFigures.is(200.0, 1, 1, 1, 1));
    }

    @Test
    void whatIsKeptIsShownAndNeverRanked() {
        RunFixture run = baselineOnly();
        long seq = run.load(CANDIDATE, 1, 1);
        run.ask("document-1000", 3, 4).generation(CANDIDATE, 1, seq, 1, SHORT);
        run.points = List.of(point("document-1000", 1, 11_200_000_000L, 11_090_000_000L));
        run.cell(CANDIDATE, 1, seq, 11_200_000_000L);

        var kept = row(run, Figure.KEPT_BYTES, SCENARIO, "document-1000");
        assertThat(kept.metric().baseline().median()).isEqualTo(3e7);
        assertThat(kept.metric().candidate().median()).isEqualTo(-1e7);
        assertThat(kept.metric().ratio()).isEqualTo(new Ratio(null, null, null, null));
        assertThat(kept.metric().verdict()).isEqualTo(Verdict.WITHHELD);
        assertThat(kept.why())
                .isEqualTo("what is kept may be nothing or less, where a ratio has no meaning; read the figures");
    }

    @Test
    void whatWasLeftOutOrPossiblyCutIsSaid() {
        RunFixture run = new RunFixture();
        run.scenario = SCENARIO;
        run.start();
        long seq = run.load(BASELINE, 1, 1);
        run.ask("document-2000", 0, 1);
        run.generation(BASELINE, 1, seq, 1, "measured", LONG, List.of("possibly_truncated"), null);
        run.generation(BASELINE, 1, seq, 2, LONG);
        run.cellFlags = List.of("prompt_left_out");
        run.cell(BASELINE, 1, seq, 11_900_000_000L);

        assertThat(findings(run).notes())
                .containsExactly(
                        "GGUF: at least one planned size was not asked (prompt_left_out in 1 cell), because it does not fit"
                                + " load.context_length together with its answer.",
                        "GGUF, document-2000: the fact from the start of the document is missing in 1 of 2 answers"
                                + " (possibly_truncated), so the model may not have seen all of the prompt; compare the"
                                + " input tokens with the size.");
    }

    @Test
    void aRunWithoutTheScenarioHasNeitherSizesNorNotes() {
        assertThat(findings(RunFixture.threeRounds())).isEqualTo(new ContextStress(List.of(), List.of()));
    }

    private static ContextStress findings(RunFixture run) {
        return pair(run).scenarios().contextStress();
    }
}

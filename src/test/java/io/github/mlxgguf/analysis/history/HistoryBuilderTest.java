package io.github.mlxgguf.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.history.Change.Basis;
import io.github.mlxgguf.analysis.history.Change.Finding;
import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HistoryBuilderTest {
    /** Stands before a percent sign. */
    private static final char NO_BREAK = '\u00a0';

    private final PastRuns runs = new PastRuns();

    @Test
    void pointsStandInTheOrderOfTimeWithTheirConditions() {
        runs.flags = List.of("swap_grew", "coalesced_stream");
        runs.run(100, 104, 96).run(101);

        Trend trend = only();
        assertThat(trend.place().title())
                .isEqualTo("Mac15,9, Apple M3 Max, 12 performance cores, 4 efficiency cores, 40 GPU cores, 137 GB RAM"
                        + " · LM Studio");
        assertThat(trend.series()).extracting(Series::side).containsExactly(Side.BASELINE, Side.CANDIDATE);
        assertThat(mlx(trend).points())
                .containsExactly(
                        new Point(
                                "run-1",
                                "2026-11-01T01:00:00.000Z",
                                "mlx-llm 1.1.0",
                                "0.4.25",
                                "0.1.0",
                                100,
                                9,
                                3,
                                List.of(100.0, 104.0, 96.0),
                                false,
                                List.of("swap_grew")),
                        new Point(
                                "run-2",
                                "2026-11-02T01:00:00.000Z",
                                "mlx-llm 1.1.0",
                                "0.4.25",
                                "0.1.0",
                                101,
                                3,
                                1,
                                List.of(101.0),
                                true,
                                List.of("swap_grew")));
        assertThat(trend.ratios()).extracting(RatioPoint::value).containsExactly(2.0, 2.02);
    }

    @Test
    void threeRunsOnEachSideAreComparedAsRuns() {
        runs.run(100).run(102).run(98);
        runs.mlxVersion = "1.2.0";
        runs.run(114).run(116).run(112);

        Change change = onlyChange();
        assertThat(change.basis()).isEqualTo(Basis.RUNS);
        assertThat(change.finding(Better.HIGHER)).isEqualTo(Finding.BETTER);
        assertThat(change.finding(Better.LOWER)).isEqualTo(Finding.WORSE);
        // Logs: means 4.605037 and 4.736096; variances 0.00040013 and 0.00030787; Welch with 3.93 degrees of freedom.
        assertThat(Objects.requireNonNull(change.ratio()).value()).isEqualTo(1.1401, within(1e-4));
        assertThat(words(change))
                .isEqualTo(
                        "mlx-llm 1.1.0 → 1.2.0: decode speed of MLX +14.0 % (95 % interval +9.21 % to +19.0 %; 3 runs"
                                + " before, 3 after): better.");
    }

    @Test
    void fewerRunsAreComparedByTheirLoadsAndGetNoVerdict() {
        runs.run(100, 101, 99);
        runs.mlxVersion = "1.2.0";
        runs.serverVersion = "0.4.26";
        runs.suiteVersion = "0.2.0";
        runs.flags = List.of("thermal");
        runs.run(120, 121, 119);

        Change change = onlyChange();
        assertThat(change.finding(Better.HIGHER)).isEqualTo(Finding.BETWEEN_TWO_RUNS);
        assertThat(words(change))
                .startsWith(
                        "mlx-llm 1.1.0 → 1.2.0, server 0.4.25 → 0.4.26: decode speed of MLX +20.0 % (95 % interval +")
                .endsWith(
                        "; 3 loads of the last run before, 3 of the first after): these two runs differ; whether the"
                                + " versions do takes 3 runs of each. 1 run of these flagged. Also changed: this suite, 0.1.0 → 0.2.0.");
    }

    @Test
    void oneLoadEachIsProvisional() {
        runs.run(100);
        runs.mlxVersion = "1.2.0";
        runs.run(90);

        assertThat(words(onlyChange()))
                .isEqualTo(
                        "mlx-llm 1.1.0 → 1.2.0: decode speed of MLX −10.0 % (1 load of the last run before, 1 of the first"
                                + " after): provisional; an interval takes 3 runs of each version, or 3 loads of each run.");
    }

    @Test
    void anIntervalThatHoldsNoChangeIsUndecided() {
        runs.run(100).run(102).run(98);
        runs.mlxVersion = "1.2.0";
        runs.run(101).run(99).run(100);

        assertThat(onlyChange().finding(Better.HIGHER)).isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void anIntervalWithinThreePercentIsPracticallyEqualEvenIfItExcludesNoChange() {
        runs.run(100).run(100.1).run(99.9);
        runs.mlxVersion = "1.2.0";
        runs.run(101).run(101.1).run(100.9);

        assertThat(onlyChange().finding(Better.HIGHER)).isEqualTo(Finding.EQUAL);
    }

    @Test
    void runsOfOneVersionSayWhatAChangeMustBeat() {
        runs.run(100).run(102).run(98);

        Spread spread = Objects.requireNonNull(mlx(only()).spread());
        assertThat(spread.share()).isEqualTo(0.0200, within(1e-4));
        assertThat(spread.sentence().replace(NO_BREAK, ' '))
                .isEqualTo(
                        "Runs of one version scatter by 2.00 % (standard deviation, 3 runs): what a change must beat.");
        assertThat(mlx(new PastRuns().run(100).run(102).history().trends().get(0))
                        .spread())
                .isNull();
    }

    @Test
    void otherWorkAndOtherBuildsBreakASeries() {
        runs.run(100);
        runs.maxOutputTokens = 600;
        runs.run(100);
        runs.mlxKey = "other-mlx";
        runs.run(100);

        Trend trend = only();
        assertThat(trend.series()).hasSize(5);
        assertThat(trend.breaks())
                .containsExactly(
                        "GGUF from run run-2 on: max_output_tokens 300, then 600. Runs before and after are not compared.",
                        "MLX from run run-2 on: max_output_tokens 300, then 600. Runs before and after are not compared.",
                        "MLX from run run-3 on: build MLX 8bit (llama-3.2-1b-mlx), then MLX 8bit (other-mlx). Runs before and"
                                + " after are not compared.");
    }

    @Test
    void machinesAndKindsOfServerNeverShareASeries() {
        runs.run(100);
        runs.chip = "Apple M4 Max";
        runs.run(100);
        runs.serverKind = "simulated";
        runs.run(100);
        runs.serverKind = "embedded";
        runs.run(100);

        History history = runs.history();
        assertThat(history.trends()).hasSize(4);
        assertThat(history.places()).hasSize(4);
        assertThat(history.trends())
                .allSatisfy(trend -> assertThat(mlx(trend).points()).hasSize(1));
    }

    private static String words(Change change) {
        return change.sentence("decode speed of MLX", Better.HIGHER).replace(NO_BREAK, ' ');
    }

    private Trend only() {
        List<Trend> trends = runs.history().trends();
        assertThat(trends).hasSize(1);
        return trends.get(0);
    }

    private Change onlyChange() {
        List<Change> changes = mlx(only()).changes();
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    private static Series mlx(Trend trend) {
        return trend.series().get(trend.series().size() - 1);
    }
}

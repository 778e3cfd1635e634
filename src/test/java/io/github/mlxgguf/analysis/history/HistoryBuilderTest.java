package io.github.mlxgguf.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.history.Change.Basis;
import io.github.mlxgguf.analysis.history.Change.Finding;
import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.metric.UnpairedRatio;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
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
        Conditions conditions = new Conditions(
                "mlx-llm 1.1.0",
                "0.4.25",
                "macOS 26.1 aarch64",
                "0123456789abcdef".repeat(4),
                Map.of(
                        "iterations", "3",
                        "cooldown_until", "time",
                        "cooldown_seconds", "10.0",
                        "seed", "42",
                        "monitor_interval_ms", "100",
                        "practical_equivalence", "0.03"),
                "0.1.0",
                "abc1234");
        assertThat(mlx(trend).points())
                .containsExactly(
                        new Point(
                                "run-1",
                                "2026-11-01T01:00:00.000Z",
                                conditions,
                                100.0,
                                9,
                                3,
                                9,
                                9,
                                List.of(100.0, 104.0, 96.0),
                                false,
                                true,
                                false,
                                List.of("swap_grew")),
                        new Point(
                                "run-2",
                                "2026-11-02T01:00:00.000Z",
                                conditions,
                                101.0,
                                3,
                                1,
                                3,
                                3,
                                List.of(101.0),
                                true,
                                true,
                                false,
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
                        "MLX engine mlx-llm 1.1.0 → 1.2.0: decode speed of MLX +14.0 % (95 % interval +9.21 % to +19.0 %;"
                                + " 3 runs before, 3 after): better. All 6 runs have fewer than 3 loads: provisional.");
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
                .startsWith("MLX engine mlx-llm 1.1.0 → 1.2.0 and more: decode speed of MLX +20.0 % (95 % interval +")
                .endsWith("; 3 loads of the last run before, 3 of the first after): these two runs differ; whether the"
                        + " versions do takes 3 runs of each; which of the changes moved it cannot be told. 1 of the 2 runs"
                        + " carries flags. Also changed: server 0.4.25 → 0.4.26, version of this suite 0.1.0 → 0.2.0.");
    }

    @Test
    void oneLoadEachIsProvisional() {
        runs.run(100);
        runs.mlxVersion = "1.2.0";
        runs.run(90);

        assertThat(words(onlyChange()))
                .isEqualTo(
                        "MLX engine mlx-llm 1.1.0 → 1.2.0: decode speed of MLX −10.0 % (1 load of the last run before, 1 of"
                                + " the first after): provisional; an interval takes 3 runs of each version, or 3 loads of each"
                                + " run. Both runs have fewer than 3 loads: provisional.");
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

    @Test
    void aBuildThatStopsWorkingIsNotTakenForAnOldRun() {
        runs.run(100, 101, 99).run(101, 100, 99).run(99, 100, 101);
        runs.mlxVersion = "1.2.0";
        runs.run().run();

        Series mlx = mlx(only());
        assertThat(mlx.points()).hasSize(5);
        assertThat(mlx.valued()).isEqualTo(3);
        assertThat(mlx.silence()).isEqualTo("no value in the newest 2 runs: 0 of 18 requests succeeded");
        assertThat(onlyChange().finding(Better.HIGHER)).isEqualTo(Finding.STOPPED);
        assertThat(words(onlyChange()))
                .isEqualTo("MLX engine mlx-llm 1.1.0 → 1.2.0: decode speed of MLX has no value after: 0 of 18 requests"
                        + " succeeded after.");
    }

    @Test
    void survivorsAreNoSpeedUp() {
        runs.run(100, 101, 99).run(101, 100, 99).run(99, 100, 101);
        runs.mlxVersion = "1.2.0";
        runs.mlxSucceeded = 3;
        runs.run(130, 131, 129).run(131, 130, 129).run(129, 130, 131);

        assertThat(onlyChange().finding(Better.HIGHER)).isEqualTo(Finding.SURVIVORS);
        assertThat(words(onlyChange()))
                .endsWith("3 runs before, 3 after): no verdict, since only the requests that succeeded are in it."
                        + " 9 of 27 requests succeeded after.");
    }

    @Test
    void whatElseChangedKeepsTheEngineFromBeingCredited() {
        runs.run(100, 101, 99).run(101, 100, 99).run(99, 100, 101);
        runs.mlxVersion = "1.2.0";
        runs.os = "26.2";
        runs.gitCommit = "def5678";
        runs.run(130, 131, 129).run(131, 130, 129).run(129, 130, 131);

        assertThat(words(onlyChange()))
                .startsWith("MLX engine mlx-llm 1.1.0 → 1.2.0 and more: decode speed of MLX +30.0 % (")
                .endsWith("3 runs before, 3 after): better; which of the changes moved it cannot be told."
                        + " Also changed: operating system macOS 26.1 aarch64 → macOS 26.2 aarch64,"
                        + " commit of this suite abc1234 → def5678.");
    }

    @Test
    void anotherSystemOrConfigIsAStepOfItsOwnAndNoScatter() {
        runs.run(100, 101, 99).run(100, 101, 99).run(100, 101, 99);
        runs.os = "26.2";
        runs.run(130, 131, 129).run(130, 131, 129).run(130, 131, 129);
        runs.configDigest = "f".repeat(64);
        runs.run(130, 131, 129);

        Series mlx = mlx(only());
        assertThat(mlx.changes())
                .extracting(Change::versions)
                .containsExactly(
                        "operating system macOS 26.1 aarch64 → macOS 26.2 aarch64",
                        "config file (SHA-256) 0123456789ab → ffffffffffff");
        assertThat(Objects.requireNonNull(mlx.spread()).share()).isEqualTo(0);
        assertThat(mlx.spread().words().replace(NO_BREAK, ' ')).isEqualTo("under 0.001 %");
    }

    @Test
    void anotherFileIsAnotherSeriesAndAnUnknownSizeIsNot() {
        runs.run(100);
        runs.mlxSize = 2_630_000L;
        runs.run(100);
        runs.mlxSize = null;
        runs.run(100);
        runs.mlxSize = 1_900_000L;
        runs.run(100);

        Trend trend = only();
        assertThat(trend.series()).extracting(Series::sizeBytes).containsExactly(null, 2_630_000L, 1_900_000L);
        assertThat(trend.breaks())
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches(
                        "MLX from run run-4 on: file size 2.630.000 bytes, then 1.900.000 bytes\\. Runs before and after"
                                + " are not compared\\.");
    }

    @Test
    void aFigureThatCannotBeGivesNoVerdict() {
        runs.run(100, 101, 99).run(101, 100, 99).run(99, 100, 101);
        runs.mlxVersion = "1.2.0";
        runs.implausible = List.of(new Implausible("decode_beyond_bandwidth", "Llama 3.2 1B", "candidate", "too fast"));
        runs.run(900, 901, 899).run(901, 900, 899).run(899, 900, 901);

        assertThat(onlyChange().finding(Better.HIGHER)).isEqualTo(Finding.IMPLAUSIBLE);
        assertThat(words(onlyChange()))
                .endsWith("no verdict, since a figure cannot be. 3 of the 6 runs have a figure that cannot be.");
        assertThat(only().series().get(0).points()).noneMatch(Point::implausible);
    }

    @Test
    void aWithheldRatioHasNoNumber() {
        runs.grade = Grade.D;
        runs.run(100, 101, 99);

        assertThat(only().ratios()).extracting(RatioPoint::words).containsExactly("withheld (grade D)");
    }

    @Test
    void runsThatDidNotEndInOrderAreSaid() {
        runs.run(100, 101, 99).run(101, 100, 99).run(99, 100, 101);
        runs.mlxVersion = "1.2.0";
        runs.inOrder = false;
        runs.run(130, 131, 129).run(131, 130, 129).run(129, 130, 131);

        assertThat(words(onlyChange())).endsWith("better. 3 of the 6 runs did not end in order.");
    }

    @Test
    void anUnknownEngineIsNoVersion() {
        runs.run(100).run(100).run(100);
        runs.mlxVersion = null;
        runs.run(150).run(150);
        runs.mlxVersion = "1.1.0";
        runs.run(100);

        Series mlx = mlx(only());
        assertThat(mlx.changes()).isEmpty();
        assertThat(mlx.untold()).isEqualTo(2);
        assertThat(Objects.requireNonNull(mlx.spread()).runs()).isEqualTo(4);
    }

    @Test
    void theBandIsTheSameFactorEitherWay() {
        UnpairedRatio ratio =
                new UnpairedRatio(0.98, 0.9705, 0.99, new UnpairedRatio.Loads(3, 0), new UnpairedRatio.Loads(3, 0));
        assertThat(withRatio(ratio).finding(Better.HIGHER)).isEqualTo(Finding.WORSE);
        assertThat(withRatio(new UnpairedRatio(0.98, 0.971, 0.99, ratio.old(), ratio.now()))
                        .finding(Better.HIGHER))
                .isEqualTo(Finding.EQUAL);
    }

    private static Change withRatio(UnpairedRatio ratio) {
        return new Change(
                "run-4",
                "2026-11-04T01:00:00Z",
                List.of(),
                Basis.RUNS,
                ratio,
                3,
                3,
                new Attempts(9, 9),
                new Attempts(9, 9),
                0,
                0,
                0,
                0,
                6,
                true,
                0.03);
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

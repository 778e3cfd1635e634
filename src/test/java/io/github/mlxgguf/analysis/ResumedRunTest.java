package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFindings.LoadRow;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.record.FailureInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResumedRunTest {
    private static final String OTHER = "context-stress";
    private static final long PEAK = 11_000_000_000L;

    private final RunFixture run = new RunFixture();

    @Test
    void whatRanAnewCountsOnce() {
        run.planned(BASELINE, SIMPLE, 1).start();
        long first = run.load(BASELINE, 1, 9);
        run.generation(BASELINE, 1, first, 1, Measured.of(900, 10));
        run.resume().halfRound(BASELINE, 1, 4, Measured.of(200, 50), PEAK).end("completed");

        assertThat(baseline(Figure.DECODE_TOKENS_PER_SECOND, SIMPLE)).satisfies(SideFigures.is(50.0, 3, 1, 3, 3));
        assertThat(baseline(Figure.FIRST_LOAD_SECONDS, "cold-start")).satisfies(SideFigures.is(4.0, 1, 1, 1, 1));
        assertThat(baseline(Figure.HEADLINE_BYTES, SIMPLE)).satisfies(SideFigures.is(1e9, 1, 1, 1, 1));
        assertThat(findings().loads()).extracting(LoadRow::loadSeconds).containsExactly(4.0);
        assertThat(findings().incomplete()).isEmpty();
        assertThat(findings().failures()).isEmpty();
    }

    @Test
    void theSecondLoadOfARoundIsABlockOfItsOwnAndNoLoadTimeOfItsOwn() {
        run.start();
        long first = run.load(BASELINE, 2, 4);
        run.generation(BASELINE, 2, first, 1, Measured.of(200, 50)).cell(BASELINE, 2, first, PEAK);
        run.resume();
        run.scenario = OTHER;
        long second = run.load(BASELINE, 2, 2);
        run.generation(BASELINE, 2, second, 1, Measured.of(300, 40)).cell(BASELINE, 2, second, PEAK);

        assertThat(baseline(Figure.DECODE_TOKENS_PER_SECOND, SIMPLE)).satisfies(SideFigures.is(50.0, 1, 1, 1, 1));
        assertThat(baseline(Figure.DECODE_TOKENS_PER_SECOND, OTHER)).satisfies(SideFigures.is(40.0, 1, 1, 1, 1));
        assertThat(baseline(Figure.FIRST_LOAD_SECONDS, "cold-start")).satisfies(SideFigures.is(4.0, 1, 1, 1, 1));
        assertThat(findings().loads()).extracting(LoadRow::round).containsExactly(2, 2);
        assertThat(findings().loads()).extracting(LoadRow::loadSeconds).containsExactly(4.0, 2.0);
    }

    @Test
    void aLoadThatFailedBeforeTheFirstThatSucceededIsAnAttempt() {
        run.start();
        run.load(BASELINE, 1, null, 1L, new FailureInfo("load_failed", "Expected a load, found none."), List.of());
        run.load(BASELINE, 1, 2);
        run.load(BASELINE, 1, 3);

        assertThat(baseline(Figure.FIRST_LOAD_SECONDS, "cold-start")).satisfies(SideFigures.is(null, 0, 0, 0, 1));
        assertThat(baseline(Figure.LOAD_SECONDS, "cold-start")).satisfies(SideFigures.is(2.0, 1, 1, 1, 1));
    }

    @Test
    void aFirstLoadInEachSessionIsNotOneOnly() {
        run.start();
        run.load(BASELINE, 1, 4);
        run.load(CANDIDATE, 1, 2);
        run.resume();
        run.load(CANDIDATE, 2, 4);
        run.load(BASELINE, 2, 8);

        assertThat(baseline(Figure.FIRST_LOAD_SECONDS, "cold-start")).satisfies(SideFigures.is(6.0, 2, 2, 2, 2));
        assertThat(row(Figure.FIRST_LOAD_SECONDS, "cold-start").why())
                .isEqualTo("provisional: 2 loads of each, an interval needs 3");
    }

    @Test
    void aHalfThatCameLaterIsNoLongerIncomplete() {
        run.impossible(BASELINE, SIMPLE, 1, "It is not downloaded.", "lms get it")
                .start();
        run.cell(BASELINE, 1, null, "skipped", "incomplete: It is not downloaded.", null, List.of());
        assertThat(findings().incomplete())
                .extracting(RunFindings.IncompleteCell::reason)
                .containsExactly("It is not downloaded.");

        run.resume().halfRound(BASELINE, 1, 4, Measured.of(200, 50), PEAK);
        assertThat(findings().incomplete()).isEmpty();
    }

    @Test
    void conditionsNameTheSessionsAndTheirMonitors() {
        run.start();
        long load = run.load(BASELINE, 1, 1.0, 1L, null, List.of("swap_grew"));
        run.generation(BASELINE, 1, load, 1, Measured.of(1, 1)).end("interrupted");
        run.resume().halfRound(BASELINE, 1, 4, Measured.of(200, 50), PEAK).end("completed");

        assertThat(findings().conditions().facts())
                .filteredOn(
                        fact -> fact.name().equals("Sessions") || fact.name().startsWith("Monitor"))
                .extracting(fact -> fact.name() + "=" + fact.value())
                .containsExactly(
                        "Sessions=2: begun 2026-11-21T01:00:00.000Z, resumed 2026-11-21T02:00:00.000Z",
                        "Monitor, session 1=every 100 ms, 9.90 Hz achieved, 10 missed of 1000 ticks, longest gap 120 ms,"
                                + " 1.20\u00a0% of one core",
                        "Monitor, session 2=every 100 ms, 9.90 Hz achieved, 10 missed of 1000 ticks, longest gap 120 ms,"
                                + " 1.20\u00a0% of one core");
        assertThat(findings().summary().flags()).containsExactly("superseded");
        assertThat(findings().conditions().flags())
                .extracting(Conditions.FlagRow::records)
                .containsExactly(2);
    }

    @Test
    void aResumedRunThatCrashedDidNotEndInOrder() {
        run.start().end("completed");
        run.resume();

        assertThat(findings().banners()).extracting(RunFindings.Banner::title).contains("The run did not end in order");
    }

    @Test
    void loadsOfOneRoundAreBlocksAndShareTheRoundsPlace() {
        SideValues values = new SideValues();
        values.succeeded(1, 3, 10.0);
        values.succeeded(1, 3, 20.0);
        values.succeeded(1, 9, 40.0);
        values.succeeded(2, 5, 50.0);

        assertThat(values.medianByRound()).containsOnly(Map.entry(1, 27.5), Map.entry(2, 50.0));
        assertThat(values.figure()).satisfies(SideFigures.is(40.0, 4, 3, 4, 4));
    }

    private RunFindings findings() {
        return RunAnalysis.of(run.data());
    }

    private SideFigure baseline(Figure figure, String scenario) {
        return row(figure, scenario).metric().baseline();
    }

    private MetricFinding row(Figure figure, String scenario) {
        return findings().pairs().get(0).metrics().stream()
                .filter(row -> row.figure() == figure && row.metric().scenario().equals(scenario))
                .findFirst()
                .orElseThrow();
    }
}

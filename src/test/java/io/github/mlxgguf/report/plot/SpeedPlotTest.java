package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.SideFigures;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.verdict.Judgement;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.WithheldReason;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpeedPlotTest {
    private static final PairFindings PAIR = PlotFixture.pair(RunFixture.threeRounds());
    private static final SideFigure ANY = SideFigures.of(1.0, 9, 3, 9, 9);

    @Test
    void ratiosStandOnALogarithmicAxisAroundOne() {
        Plot plot = plot(
                row(Figure.DECODE_TOKENS_PER_SECOND, 2.0, 2.0, 2.0, new Judgement.Better(Side.CANDIDATE)),
                row(Figure.TTFT_MS, 0.5, 0.5, 0.5, new Judgement.Undecided(OptionalInt.empty())));

        // 4^0.06 of room at both ends: 1 is in the middle of 232 to 428, 2 is 98·ln 2/ln(2·4^0.06) further right.
        assertThat(plot.svg())
                .contains("<line class=\"pl-axis\" x1=\"330\"")
                .contains("M417.5 159.5L424 166L417.5 172.5L411 166Z")
                .contains("<rect class=\"pl-none pl-hollow\" x=\"237.5\"");
    }

    @Test
    void saysHowManyRatiosSayWhat() {
        Plot plot = plot(
                row(Figure.DECODE_TOKENS_PER_SECOND, 2.0, 1.9, 2.1, new Judgement.Better(Side.CANDIDATE)),
                row(Figure.TTFT_MS, 1.0, 0.99, 1.01, new Judgement.PracticallyEqual()),
                row(Figure.E2E_MS, 1.2, null, null, new Judgement.Provisional(1, false)),
                row(
                        Figure.PREFILL_TOKENS_PER_SECOND,
                        null,
                        null,
                        null,
                        new Judgement.Withheld(new WithheldReason.NoRatio())));

        assertThat(plot.reading())
                .isEqualTo(
                        "Of 3 ratios: MLX is better in 1, GGUF is better in 0, 1 practically equal, 0 undecided,"
                                + " 1 provisional (too few loads for an interval). 1 further comparison withheld and not drawn.");
        assertThat(plot.svg())
                .contains("Withheld, not drawn: Prefill (simple-generation)")
                .contains(
                        "<title>simple-generation, Decode (higher is better): ratio 2.00 (1.90 to 2.10), MLX better</title>");
        assertThat(plot.table().rows())
                .extracting(row -> row.stream().map(Cell::text).toList())
                .containsExactly(
                        List.of(
                                "Decode speed (higher is better)",
                                "simple-generation",
                                "2.00",
                                "1.90",
                                "2.10",
                                "3",
                                "MLX better"),
                        List.of(
                                "Time to first text (lower is better)",
                                "simple-generation",
                                "1.00",
                                "0.990",
                                "1.01",
                                "3",
                                "equal"),
                        List.of(
                                "Whole request (lower is better)",
                                "simple-generation",
                                "1.20",
                                "–",
                                "–",
                                "3",
                                "provisional"),
                        List.of(
                                "Prefill speed (higher is better)",
                                "simple-generation",
                                "–",
                                "–",
                                "–",
                                "3",
                                "withheld"));
    }

    @Test
    void anIntervalWithoutEndIsCutWithAnArrow() {
        Plot plot = plot(row(Figure.TTFT_MS, 1.0, 0.001, 1000.0, new Judgement.Undecided(OptionalInt.empty())));

        assertThat(plot.svg()).contains("M238 161L232 166L238 171").contains("M422 161L428 166L422 171");
    }

    @Test
    void whatIsNoNumberIsNotDrawn() {
        Plot plot = plot(
                row(Figure.TTFT_MS, Double.NaN, null, null, new Judgement.Provisional(1, false)),
                row(Figure.E2E_MS, Double.POSITIVE_INFINITY, null, null, new Judgement.Provisional(1, false)),
                row(
                        Figure.DECODE_TOKENS_PER_SECOND,
                        2.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        new Judgement.Undecided(OptionalInt.empty())));

        assertThat(plot.reading())
                .startsWith("Of 1 ratio: ")
                .endsWith(" 2 further comparisons withheld and not drawn.");
    }

    @Test
    void nothingButWithheldRatiosIsNoPlot() {
        assertThat(SpeedPlot.of(
                        "x",
                        PlotFixture.with(
                                PAIR,
                                List.of(row(
                                        Figure.TTFT_MS,
                                        2.0,
                                        1.9,
                                        2.1,
                                        new Judgement.Withheld(new WithheldReason.NoRatio())))),
                        0.03))
                .isEmpty();
    }

    private static Plot plot(MetricFinding... rows) {
        return SpeedPlot.of("speed", PlotFixture.with(PAIR, List.of(rows)), 0.03)
                .orElseThrow();
    }

    private static MetricFinding row(
            Figure figure, @Nullable Double value, @Nullable Double low, @Nullable Double high, Judgement judgement) {
        Metric metric = new Metric(
                figure.id(),
                RunFixture.SIMPLE,
                null,
                figure.unit(),
                figure.better(),
                ANY,
                ANY,
                new Ratio(value, low, high, null),
                low == null,
                judgement.verdict(),
                null);
        return new MetricFinding(figure, metric, 3, judgement, List.of());
    }
}

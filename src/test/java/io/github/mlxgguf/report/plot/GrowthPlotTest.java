package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.leak.GrowthCurve;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthPlotTest {
    private static final PairFindings PAIR = PlotFixture.pair(RunFixture.threeRounds());

    @Test
    void growthCountsFromTheFirstRequestThatCounts() {
        GrowthCurve curve = PlotFixture.growth(Side.BASELINE, List.of(90.0, 100.0, 110.0), List.of(100.0, 108.0), 1);

        Plot plot = plot(List.of(curve));

        // From -10 to 10 with 6 % of room on 130 units: 0 is half-way between 94 and 224.
        assertThat(plot.svg())
                .contains("<circle class=\"pl-base pl-hollow\" cx=\"174.7\" cy=\"217\" r=\"5\"/>")
                .contains("<circle class=\"pl-base pl-ring\" cx=\"388\" cy=\"159\" r=\"5\"/>")
                .contains("<circle class=\"pl-base pl-ring\" cx=\"601.3\" cy=\"101\" r=\"5\"/>")
                .contains("M388 159L601.3 112.6");
        assertThat(plot.table().rows())
                .extracting(row -> row.stream().map(Cell::text).toList())
                .containsExactly(List.of("1", "−10.0", "–"), List.of("2", "0", "0"), List.of("3", "10.0", "8.00"));
        assertThat(plot.reading()).isEqualTo("GGUF, round 1: the worker grows by 2.00 MB a request.");
    }

    @Test
    void aFitOverAllRequestsIsShownWhereTheyCount() {
        GrowthCurve curve =
                PlotFixture.growth(Side.BASELINE, List.of(90.0, 100.0, 110.0), List.of(95.0, 101.0, 108.0), 1);

        assertThat(GrowthPlot.fitted(curve, 0)).isEmpty();
        assertThat(GrowthPlot.fitted(curve, 1)).contains(1.0);
        assertThat(GrowthPlot.fitted(curve, 2)).contains(8.0);
    }

    @Test
    void memoryThatStandsStillIsFlatAndNotBlownUp() {
        Plot plot = plot(List.of(PlotFixture.growth(Side.CANDIDATE, List.of(50.0, 50.0), null, 0)));

        // The axis is never shorter than 1 MB, so both marks are in its middle.
        assertThat(plot.svg()).contains("M228 152.5L").contains("M548 152.5L");
    }

    @Test
    void manyCoursesAreSaidToBeTooMany() {
        GrowthCurve curve = PlotFixture.growth(Side.BASELINE, List.of(1.0, 2.0), null, 0);

        Plot plot = plot(Collections.nCopies(7, curve));

        assertThat(plot.reading()).endsWith(" The first 6 of 7 courses are drawn.");
        assertThat(plot.table().columns()).hasSize(15);
    }

    @Test
    void aLongCourseIsShownByItsLowestAndHighest() {
        List<Double> saw = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            saw.add(i == 7_777 ? 500.0 : i % 10);
        }

        Plot plot = plot(List.of(PlotFixture.growth(Side.BASELINE, saw, null, 0)));

        assertThat(plot.table().rows()).hasSizeLessThanOrEqualTo(GrowthPlot.MOST_POINTS);
        assertThat(plot.svg()).contains("<title>GGUF, request 7778: 500 MB</title>");
        assertThat(plot.reading())
                .endsWith(" Of courses longer than 300 requests the lowest and the highest of neighbours are shown.");
    }

    @Test
    void nothingFollowedIsNoPlot() {
        assertThat(GrowthPlot.of("x", PAIR)).isEmpty();
    }

    @Test
    void committedMemoryDoesNotFlattenTheWorker() {
        GrowthCurve worker = PlotFixture.growth(Side.BASELINE, List.of(100.0, 118.0), null, 0);
        GrowthCurve committed = new GrowthCurve(
                Side.BASELINE,
                "GGUF",
                1,
                "committed_bytes",
                List.of(5_000.0, 3_800.0),
                null,
                0,
                LeakClass.GROWTH,
                "GGUF, round 1: memory of the whole system fell");

        Plot plot = plot(List.of(worker, committed));

        // 0 and 18 MB on 130 units with 6 % of room at both ends: 116.1 units apart, as if the worker were alone.
        assertThat(plot.svg()).contains("cy=\"217\" r").contains("cy=\"101\" r");
        assertThat(plot.svg()).contains(">GGUF, round 1: worker footprint, without mapped weights, in MB: linear<");
        assertThat(plot.reading())
                .isEqualTo(
                        "GGUF, round 1: the worker grows by 2.00 MB a request. GGUF, round 1: memory of the whole system"
                                + " fell. Each kind of memory has a scale of its own.");
    }

    @Test
    void whatIsNoNumberIsLeftOut() {
        GrowthCurve curve = PlotFixture.growth(
                Side.BASELINE,
                List.of(Double.NaN, 100.0, Double.POSITIVE_INFINITY, 104.0),
                List.of(Double.NaN, 100.0, 102.0, Double.NEGATIVE_INFINITY),
                0);

        Plot plot = plot(List.of(curve));

        assertThat(GrowthPlot.shown(curve)).containsExactly(1, 3);
        assertThat(plot.table().rows())
                .extracting(row -> row.stream().map(Cell::text).toList())
                .containsExactly(List.of("2", "0", "0"), List.of("4", "4.00", "–"));
        assertThat(GrowthPlot.of(
                        "x",
                        PlotFixture.with(
                                PAIR, List.of(PlotFixture.growth(Side.BASELINE, List.of(Double.NaN), null, 0)), null)))
                .isEmpty();
    }

    private static Plot plot(List<GrowthCurve> curves) {
        return GrowthPlot.of("growth", PlotFixture.with(PAIR, curves, null)).orElseThrow();
    }
}

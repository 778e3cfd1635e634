package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossoverPlotTest {
    private static final PairFindings PAIR = PlotFixture.pair(RunFixture.threeRounds());

    @Test
    void fieldsReachHalfWayToTheirNeighbours() {
        double[] edges = CrossoverDrawing.edges(List.of(100, 400, 1_600));

        assertThat(edges).containsExactly(new double[] {50, 200, 800, 3_200}, within(1e-9));
        assertThat(CrossoverDrawing.edges(List.of(300))).containsExactly(200, 450);
    }

    @Test
    void everyWinnerHasAPatternAndThePlaceOfItsField() {
        Plot plot = plot(PlotFixture.map(), List.of());

        // Two columns on 68 to 708, two rows on 92 to 424, the longer output above.
        assertThat(plot.svg())
                .contains("class=\"pl-field pl-striped\" x=\"68\" y=\"258\" width=\"320\" height=\"166\"")
                .contains("class=\"pl-field pl-hatch\" x=\"388\" y=\"258\" width=\"320\" height=\"166\"")
                .contains("class=\"pl-field pl-solid\" x=\"68\" y=\"92\" width=\"320\" height=\"166\"")
                .contains("class=\"pl-field pl-dots\" x=\"388\" y=\"92\" width=\"320\" height=\"166\"")
                .contains("<title>10 output tokens, prompt 100: GGUF faster</title>");
        assertThat(plot.reading()).isEqualTo("MLX is faster for long answers.");
        assertThat(plot.table().rows())
                .extracting(row -> row.stream().map(Cell::text).toList())
                .containsExactly(
                        List.of("10", "GGUF faster", "undecided"),
                        List.of("100", "MLX faster", "too far from what was measured"));
    }

    @Test
    void whatWasMeasuredIsMarkedWhereItLies() {
        Plot plot = plot(
                PlotFixture.map(),
                List.of(
                        new MeasuredRequest(Side.BASELINE, "GGUF", "simple-generation, short-story", 100, 100, 9),
                        new MeasuredRequest(Side.BASELINE, "GGUF", "far out", 100_000, 100, 9)));

        assertThat(plot.svg())
                .contains(
                        "<title>GGUF was measured here, simple-generation, short-story: 100 prompt and 100 output tokens,"
                                + " 9 requests</title>")
                .contains("<rect class=\"pl-none pl-hollow\" x=\"223\"")
                .doesNotContain("far out");
    }

    @Test
    void aMapWithoutSentencesIsCounted() {
        CrossoverMap map = PlotFixture.map();
        Plot plot = plot(
                new CrossoverMap(
                        map.baseline(),
                        map.candidate(),
                        map.promptTokens(),
                        map.outputTokens(),
                        map.zones(),
                        List.of()),
                List.of());

        assertThat(plot.reading())
                .isEqualTo(
                        "Of 4 places: GGUF faster at 1, MLX faster at 1, undecided at 1, too far from what was measured"
                                + " at 1.");
    }

    @Test
    void withoutAFitThereIsNoPlot() {
        assertThat(CrossoverPlot.of("x", PlotFixture.with(PAIR, List.of(), null), List.of()))
                .isEmpty();
    }

    private static Plot plot(CrossoverMap map, List<MeasuredRequest> measured) {
        return CrossoverPlot.of("crossover", PlotFixture.with(PAIR, List.of(), map), measured)
                .orElseThrow();
    }
}

package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class EfficiencyPlotTest {
    @Test
    void oneMarkForEachLoadOfEachBuild() {
        RunData data = RunFixture.threeRounds().data();
        List<EfficiencyPoint> points = EfficiencyPoint.of(
                1, PairEvidence.of(data, data.run().orElseThrow().pairs().get(0)));

        Plot plot = EfficiencyPlot.of("efficiency", points).orElseThrow();

        assertThat(plot.reading())
                .isEqualTo("1 Llama 3.2 1B, GGUF: 50.0 tokens/s at 1200 MB (medians of 3 loads, simple-generation);"
                        + " 1 Llama 3.2 1B, MLX: 100 tokens/s at 1500 MB (medians of 3 loads, simple-generation)."
                        + " Further up is faster, further left takes less.");
        assertThat(plot.table().rows()).hasSize(6);
        assertThat(plot.table().rows().get(0).stream().map(Cell::text))
                .containsExactly("1 Llama 3.2 1B", "GGUF", "1", "simple-generation", "1000 MB", "50.0", "1200");
        // 1200 of 1500·1.08 on 68 to 696; 50 of 104·1.08 on 422 to 92.
        assertThat(plot.svg())
                .contains("<circle class=\"pl-base pl-ring\" cx=\"533.2\" cy=\"275.1\" r=\"5\"/>")
                .contains("files 1010 MB");
    }

    @Test
    void memoryThatOthersGaveBackIsNoMerit() {
        EfficiencyPoint point =
                new EfficiencyPoint(1, "Llama", Side.BASELINE, "GGUF", 1, "simple-generation", null, 50, -100_000_000L);

        Plot plot = EfficiencyPlot.of("efficiency", List.of(point)).orElseThrow();

        assertThat(plot.reading())
                .endsWith(
                        " A growth of 0 or less means that other programs gave memory back meanwhile; it is no merit.");
    }

    @Test
    void numbersStandAboveAllMarks() {
        List<EfficiencyPoint> points = List.of(
                new EfficiencyPoint(1, "Llama", Side.BASELINE, "GGUF", 1, "simple-generation", null, 50, 100),
                new EfficiencyPoint(2, "Mixtral", Side.CANDIDATE, "MLX", 1, "simple-generation", null, 50, 100));

        String svg = EfficiencyPlot.of("efficiency", points).orElseThrow().svg();

        assertThat(svg.lastIndexOf("pl-ring")).isLessThan(svg.indexOf("class=\"pl-strong pl-halo\">1<"));
        assertThat(svg).contains("class=\"pl-strong pl-halo\">2<");
    }

    @Test
    void withoutMemoryThereIsNoPlot() {
        assertThat(EfficiencyPlot.of("efficiency", List.of())).isEmpty();
    }
}

package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.output.Table.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextPlotTest {
    @Test
    void medianAndLoadsOfEachSize() {
        Plot plot = plot(PlotFixture.run("Llama"));

        assertThat(plot.reading())
                .isEqualTo("GGUF: 102 ms at 1000 input tokens, 402 ms at 4000."
                        + " MLX: 202 ms at 1000 input tokens, 802 ms at 4000.");
        assertThat(plot.table().rows())
                .extracting(row -> row.stream().map(Cell::text).toList())
                .containsExactly(
                        List.of("GGUF", "document-1000", "1000", "102", "101", "103", "3"),
                        List.of("GGUF", "document-4000", "4000", "402", "401", "403", "3"),
                        List.of("MLX", "document-1000", "1000", "202", "201", "203", "3"),
                        List.of("MLX", "document-4000", "4000", "802", "801", "803", "3"));
        // 4^0.06 of room at both ends of 68 to 708.
        double room = 0.06 / 1.12 * 640;
        assertThat(plot.svg())
                .contains("<circle class=\"pl-base pl-ring\" cx=\"" + Coordinate.of(68 + room) + "\"")
                .contains("<circle class=\"pl-base pl-ring\" cx=\"" + Coordinate.of(708 - room) + "\"")
                .contains("<title>MLX, 4000 input tokens: TTFT 802 ms, loads 801 to 803 ms</title>");
    }

    @Test
    void aRunWithoutDocumentsHasNoPlot() {
        RunFixture run = RunFixture.threeRounds();

        assertThat(ContextPlot.of("ttft", PlotFixture.pair(run), evidence(run))).isEmpty();
    }

    private static Plot plot(RunFixture run) {
        return ContextPlot.of("ttft", PlotFixture.pair(run), evidence(run)).orElseThrow();
    }

    private static PairEvidence evidence(RunFixture run) {
        RunData data = run.data();
        return PairEvidence.of(data, data.run().orElseThrow().pairs().get(0));
    }
}

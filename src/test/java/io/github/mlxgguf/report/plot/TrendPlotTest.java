package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.history.PastRuns;
import io.github.mlxgguf.analysis.history.Trend;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.report.output.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendPlotTest {
    private final PastRuns runs = new PastRuns();

    @Test
    void aRunWithoutAValueIsAGapWithAMarkAndNoOldRunIsCalledTheNewest() {
        runs.run(100, 101, 99).run(101, 100, 99);
        runs.mlxVersion = "1.2.0";
        runs.run();

        Plot plot = plot();
        assertThat(plot.reading())
                .contains(
                        "MLX 8bit no value in the newest run: 0 of 9 requests succeeded, last value 100 tokens/s in run"
                                + " run-2",
                        "last ratio, in run run-2, ")
                .doesNotContain("MLX 8bit 100 tokens/s in the newest");
        assertThat(plot.svg())
                .contains(
                        "MLX no value, run-3, 0 of 9 requests succeeded",
                        "a version changed",
                        "MLX engine mlx-llm 1.2.0");
    }

    @Test
    void survivorsAreMarked() {
        runs.mlxSucceeded = 3;
        runs.run(100, 101, 99);

        Plot plot = plot();
        assertThat(plot.reading()).contains("(9 values, 3 loads, 3 of 9 requests succeeded)");
        assertThat(plot.svg()).contains("hollow: flagged run, failed requests");
    }

    @Test
    void aWithheldRatioHasNoNumber() {
        runs.grade = Grade.D;
        runs.run(100, 101, 99);

        assertThat(plot().reading()).endsWith("newest ratio withheld (grade D).");
    }

    @Test
    void aBuildThatIsCalledByItsQuantisationSaysItOnce() {
        assertThat(TrendPlot.name("MLX", "8bit")).isEqualTo("MLX 8bit");
        assertThat(TrendPlot.name("Q8_0", "Q8_0")).isEqualTo("Q8_0");
    }

    private Plot plot() {
        Trend trend = runs.history().trends().get(0);
        return TrendPlot.of("trend", trend, 60, new Table("", List.of(), List.of()));
    }
}

package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.SideOutliers;
import org.junit.jupiter.api.Test;

class OutlierNotesTest {
    @Test
    void anOutlierIsNamedAndKept() {
        MetricFinding ttft = ttft(200, 300);

        assertThat(ttft.outliers()).containsExactly(new SideOutliers("GGUF", 0, 9), new SideOutliers("MLX", 1, 9));
        assertThat(ttft.notes()).containsExactly("MLX: 1 of 9 values is an outlier; it is kept.");
        assertThat(ttft.metric().candidate().n()).isEqualTo(9);
        assertThat(ttft.metric().candidate().median()).isEqualTo(200);
    }

    @Test
    void severalOutliersAreNamedTogether() {
        assertThat(ttft(300, 300).notes()).containsExactly("MLX: 2 of 9 values are outliers; they are kept.");
    }

    @Test
    void nothingIsSaidOfEvenValues() {
        assertThat(ttft(200, 200).notes()).isEmpty();
    }

    /** Three values a load; the last of the first and of the second load of MLX are given. */
    private static MetricFinding ttft(double inFirst, double inSecond) {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            long gguf = run.load(BASELINE, round, 1);
            long mlx = run.load(CANDIDATE, round, 1);
            double last = round == 1 ? inFirst : round == 2 ? inSecond : 200;
            double[] values = {200, 201, last};
            for (int iteration = 1; iteration <= 3; iteration++) {
                run.generation(BASELINE, round, gguf, iteration, Measured.of(200 + iteration, 50));
                run.generation(CANDIDATE, round, mlx, iteration, Measured.of(values[iteration - 1], 50));
            }
        }
        return FindingsOf.row(run, Figure.TTFT_MS, RunFixture.SIMPLE, null);
    }
}

package io.github.mlxgguf.analysis.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.leak.LeakFinding.LinearLeak;
import io.github.mlxgguf.analysis.leak.LeakFinding.NoGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.OpenGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.StepGrowth;
import io.github.mlxgguf.metric.leak.CourseShape.Open;
import io.github.mlxgguf.metric.leak.TheilSen;
import io.github.mlxgguf.trace.Side;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakNewsTest {
    private static final String WORKER = "worker_anon_bytes";
    private static final List<Double> FIT = Collections.nCopies(30, 500.0);

    @Test
    void aLeakIsToldInOneClause() {
        assertThat(LeakNews.of(List.of(linear(1, 2, WORKER))))
                .containsExactly(
                        "GGUF's worker grows by 2.00 MB with every request (1.90 to 2.10, 30 requests, 1 load)");
    }

    @Test
    void ofSeveralLoadsTheOneThatGrewMostIsTold() {
        assertThat(LeakNews.of(List.of(linear(1, 2, WORKER), linear(2, 3, WORKER), flat(3))))
                .containsExactly(
                        "GGUF's worker grows by 3.00 MB with every request (2.90 to 3.10, 30 requests, the most of"
                                + " 2 of 3 loads)");
    }

    @Test
    void theWorstClassOfABuildIsTold() {
        StepGrowth jump = new StepGrowth(course(1, WORKER), slope(2), List.of(15), 64, FIT);

        assertThat(LeakNews.of(List.of(jump, flat(2))))
                .containsExactly("GGUF's worker jumped by about 64.0 MB (30 requests, 1 of 2 loads)");
        assertThat(LeakNews.of(List.of(jump, linear(2, 2, WORKER))))
                .singleElement()
                .asString()
                .contains("grows by 2.00 MB");
    }

    @Test
    void growthOfAnOpenKindIsToldAsOpen() {
        assertThat(LeakNews.of(List.of(new OpenGrowth(course(1, WORKER), slope(2), Open.KIND, 18, FIT))))
                .containsExactly("GGUF's worker grew by 2.00 MB per request, of a kind that is open (1.90 to 2.10, 30"
                        + " requests, 1 load)");
        assertThat(LeakNews.of(List.of(new OpenGrowth(course(1, WORKER), slope(0.05), Open.KIND, 18, FIT))))
                .containsExactly("GGUF's worker grew unevenly, of a kind that is open (30 requests, 1 load)");
    }

    @Test
    void neitherFlatWorkersNorTheSystemsMemoryAreNews() {
        assertThat(LeakNews.of(List.of(flat(1), linear(1, 2, "committed_bytes"))))
                .isEmpty();
    }

    private static LinearLeak linear(int round, double slope, String metric) {
        return new LinearLeak(course(round, metric), slope(slope), 0, FIT);
    }

    private static NoGrowth flat(int round) {
        return new NoGrowth(course(round, WORKER), slope(0));
    }

    private static TheilSen slope(double slope) {
        return new TheilSen(slope, 500, slope - 0.1, slope + 0.1, 0.278, 0, 30);
    }

    private static LoadCourse course(int round, String metric) {
        return new LoadCourse(Side.BASELINE, "GGUF", round, metric, FIT, 0, true, null);
    }
}

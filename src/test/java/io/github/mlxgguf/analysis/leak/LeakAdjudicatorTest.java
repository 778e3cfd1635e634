package io.github.mlxgguf.analysis.leak;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.leak.LeakFinding.LinearLeak;
import io.github.mlxgguf.analysis.leak.LeakFinding.NoGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.OpenGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.TooFew;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeakAdjudicatorTest {
    private static final String ANON = "worker_anon_bytes";
    private static final String FOOTPRINT = "worker_footprint_bytes";
    private static final String COMMITTED = "committed_bytes";

    private final RunFixture run = new RunFixture();
    private final List<MemoryPoint> points = new ArrayList<>();
    private long seq;

    @BeforeEach
    void load() {
        run.scenario = "leak-detection";
        run.prompt = "entanglement-200-words";
        run.start();
        seq = run.load(BASELINE, 1, 1);
    }

    @Test
    void theWorkerComesFirstAndTheSystemBesideIt() {
        for (int request = 1; request <= 30; request++) {
            request(request, Map.of(ANON, 500_000_000L + 2_000_000L * request, COMMITTED, 11_000_000_000L));
        }

        List<LeakFinding> findings = findings(1);

        assertThat(findings).hasSize(2);
        assertThat(findings.get(0)).isInstanceOf(LinearLeak.class);
        assertThat(findings.get(0).summary())
                .isEqualTo(
                        new Leak("baseline", 1, LeakClass.LINEAR, ANON, 30, 2.0, 2.0, 2.0, 0.016384, 1_090_000_000L));
        assertThat(findings.get(1).summary())
                .isEqualTo(new Leak(
                        "baseline", 1, LeakClass.NONE, COMMITTED, 30, 0.0, 0.0, 0.0, 0.016384, 1_090_000_000L));
    }

    @Test
    void itIsInTheSummaryAndInThePlot() {
        for (int request = 1; request <= 30; request++) {
            request(request, Map.of(ANON, 500_000_000L + 2_000_000L * request));
        }
        finish();

        PairFindings pair = RunAnalysis.of(run.data()).pairs().get(0);

        assertThat(pair.summary().leak()).extracting(Leak::leakClass).containsExactly(LeakClass.LINEAR);
        assertThat(pair.growth()).hasSize(1);
        assertThat(pair.growth().get(0).megabytes())
                .hasSize(30)
                .startsWith(502.0)
                .endsWith(560.0);
        assertThat(pair.growth().get(0).fitted()).hasSize(30).startsWith(502.0).endsWith(560.0);
        assertThat(pair.growth().get(0).verdict())
                .isEqualTo("GGUF, round 1: the worker's memory grows with every request, by 2.00 MB per request (95 %"
                        + " interval 2.00 to 2.00) over 30 requests; at that rate another GB is taken after about 500"
                        + " requests (500 to 500).");
    }

    @Test
    void theFootprintStandsForTheWorkerWhereItIsThere() {
        for (int request = 1; request <= 8; request++) {
            request(request, Map.of(ANON, 1_000_000L * request, FOOTPRINT, 5_000_000L));
        }

        assertThat(findings(1)).hasOnlyElementsOfType(NoGrowth.class).hasSize(1);
        assertThat(findings(1).get(0).course().metric()).isEqualTo(FOOTPRINT);
    }

    @Test
    void withoutAWarmUpTheFirstRequestSettlesAndDoesNotCount() {
        for (int request = 1; request <= 8; request++) {
            request(request, Map.of(ANON, 5_000_000L));
        }

        assertThat(findings(0)).hasOnlyElementsOfType(TooFew.class);
        assertThat(findings(0).get(0).course().settledFrom()).isEqualTo(1);
        assertThat(findings(0).get(0).course().requests()).isEqualTo(7);
        assertThat(findings(1)).hasOnlyElementsOfType(NoGrowth.class);
    }

    @Test
    void answersOfDifferentLengthLeaveTheKindOpen() {
        for (int request = 1; request <= 30; request++) {
            request(request, Map.of(ANON, 2_000_000L * request));
        }
        assertThat(findings(1)).hasOnlyElementsOfType(LinearLeak.class);

        run.generation(BASELINE, 1, seq, 31, Measured.of(200, 50).outputTokens(99));

        assertThat(findings(1)).hasOnlyElementsOfType(OpenGrowth.class);
    }

    @Test
    void differentPromptsLeaveTheKindOpen() {
        for (int request = 1; request <= 30; request++) {
            run.prompt = request % 2 == 0 ? "haiku" : "fibonacci";
            request(request, Map.of(ANON, 2_000_000L * request));
        }

        assertThat(findings(1)).hasOnlyElementsOfType(OpenGrowth.class);
    }

    @Test
    void aRequestThatFailedIsLeftOutAndTheRestCounts() {
        for (int request = 1; request <= 31; request++) {
            if (request == 9) {
                run.generation(
                        BASELINE,
                        1,
                        seq,
                        request,
                        "measured",
                        Measured.of(200, 50),
                        List.of(),
                        new FailureInfo("stream_cut", "The stream was cut."));
            } else {
                request(request, Map.of(ANON, 500_000_000L));
            }
        }

        assertThat(findings(1)).hasOnlyElementsOfType(NoGrowth.class);
        assertThat(findings(1).get(0).course().requests()).isEqualTo(30);
    }

    @Test
    void ofAVeryLongCourseTheLastRequestsCount() {
        for (int request = 1; request <= 510; request++) {
            request(request, Map.of(ANON, request <= 10 ? 1_000_000L * request : 500_000_000L));
        }

        assertThat(findings(1).get(0).course().settledFrom()).isEqualTo(10);
        assertThat(findings(1).get(0).sentence())
                .isEqualTo(
                        "GGUF, round 1: no growth of the worker's memory detected over 500 requests (limit 0.0164 MB per"
                                + " request).");
    }

    @Test
    void memoryThatIsVoidIsNotJudged() {
        request(1, Map.of(ANON, 1_000_000L));
        run.cellFlags = List.of("slept");

        assertThat(findings(1)).isEmpty();
    }

    private void request(int iteration, Map<String, Long> medians) {
        run.generation(BASELINE, 1, seq, iteration, Measured.of(200, 50));
        Map<String, MemoryStat> metrics = new HashMap<>();
        medians.forEach((metric, bytes) -> metrics.put(metric, new MemoryStat(bytes, null, 5)));
        points.add(new MemoryPoint(run.prompt, iteration, List.of(new PhaseMemory("after", 0, 1, metrics))));
    }

    private void finish() {
        run.points = points;
        run.cell(BASELINE, 1, seq, 11_000_000_000L);
        run.unload(BASELINE, 1, seq);
    }

    private List<LeakFinding> findings(int warmup) {
        if (run.points.isEmpty()) {
            finish();
        }
        PairEvidence pair = PairEvidence.of(
                run.data(), run.data().run().orElseThrow().pairs().get(0));
        return LeakAdjudicator.judge(pair, warmup);
    }
}

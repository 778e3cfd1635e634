package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.FindingsOf.pair;
import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.ScenarioFindings.Course;
import io.github.mlxgguf.analysis.ScenarioFindings.LeakCourse;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeakCoursesTest {
    private static final String ANON = "worker_anon_bytes";
    private static final String FOOTPRINT = "worker_footprint_bytes";

    @Test
    void firstAndLastPointWithTheGrowthBetweenThem() {
        List<MemoryPoint> points = List.of(
                after("haiku", 1, Map.of(ANON, 500_000_000L, "committed_bytes", 11_000_000_000L)),
                after("fibonacci", 2, Map.of(ANON, 900_000_000L, "committed_bytes", 11_900_000_000L)),
                after("remote-work", 3, Map.of(ANON, 512_000_000L, "committed_bytes", 10_990_000_000L)));

        assertThat(courses(points))
                .containsExactly(new LeakCourse(
                        "GGUF",
                        1,
                        3,
                        ANON,
                        new Course(500_000_000L, 512_000_000L),
                        new Course(11_000_000_000L, 10_990_000_000L),
                        "no verdict: the prompts vary, so a growth may be that of the work;"
                                + " scenarios.leak-detection.fixed_output_tokens makes all requests alike"));
        assertThat(courses(points).get(0).worker().growthBytes()).isEqualTo(12_000_000L);
        assertThat(courses(points).get(0).committed().growthBytes()).isEqualTo(-10_000_000L);
    }

    @Test
    void theFootprintStandsForTheWorkerWhereItIsThere() {
        LeakCourse course = courses(List.of(
                        after("haiku", 1, Map.of(ANON, 1L, FOOTPRINT, 5_000_000L)),
                        after("haiku", 2, Map.of(ANON, 2L))))
                .get(0);

        assertThat(course.workerMetric()).isEqualTo(FOOTPRINT);
        assertThat(course.worker()).isEqualTo(new Course(5_000_000L, null));
        assertThat(course.worker().growthBytes()).isNull();
    }

    @Test
    void alikeButTooFewRequestsHaveNoVerdictEither() {
        assertThat(courses(alike(29)).get(0).verdict())
                .isEqualTo("no verdict: 30 requests are needed to tell the kind of a growth, and there were 29");
        assertThat(courses(alike(30)).get(0).verdict())
                .isEqualTo("no verdict: this version of the suite does not judge the course of memory");
    }

    private static List<MemoryPoint> alike(int requests) {
        return IntStream.rangeClosed(1, requests)
                .mapToObj(request -> after("entanglement-200-words", request, Map.of(ANON, 1_000_000L)))
                .toList();
    }

    private static MemoryPoint after(String prompt, int iteration, Map<String, Long> medians) {
        Map<String, MemoryStat> metrics = medians.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> new MemoryStat(entry.getValue(), null, 5)));
        return new MemoryPoint(prompt, iteration, List.of(new PhaseMemory("after", 0, 1, metrics)));
    }

    private static List<LeakCourse> courses(List<MemoryPoint> points) {
        RunFixture run = new RunFixture();
        run.scenario = "leak-detection";
        run.start();
        long seq = run.load(BASELINE, 1, 1);
        run.points = points;
        run.cell(BASELINE, 1, seq, 11_000_000_000L);
        return pair(run).scenarios().leakCourses();
    }
}

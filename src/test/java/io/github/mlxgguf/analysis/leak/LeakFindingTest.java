package io.github.mlxgguf.analysis.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.leak.LeakFinding.BoundedFill;
import io.github.mlxgguf.analysis.leak.LeakFinding.LinearLeak;
import io.github.mlxgguf.analysis.leak.LeakFinding.NoGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.OpenGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.StepGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.TooFew;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.metric.leak.CourseShape.Open;
import io.github.mlxgguf.metric.leak.TheilSen;
import io.github.mlxgguf.trace.Side;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of each finding, word for word. */
class LeakFindingTest {
    private static final List<Double> FIT = Collections.nCopies(30, 500.0);

    @Test
    void tooFewRequests() {
        assertThat(new TooFew(course(7)).sentence())
                .isEqualTo(
                        "MLX, round 1: 7 requests are too few to say anything about the worker's memory; 8 are needed.");
        assertThat(new TooFew(course(1)).sentence()).startsWith("MLX, round 1: 1 request is too few to say");
        assertThat(new TooFew(course(7)).summary())
                .isEqualTo(new Leak(
                        "candidate", 1, LeakClass.INSUFFICIENT, "worker_anon_bytes", 7, null, null, null, null, 7L));
        assertThat(new TooFew(course(7)).curve().fitted()).isNull();
    }

    @Test
    void noGrowthIsSaidWithItsLimit() {
        assertThat(new NoGrowth(course(30), slope(0.012, -0.1, 0.15)).sentence())
                .isEqualTo(
                        "MLX, round 1: no growth of the worker's memory detected over 30 requests (limit 0.278 MB per"
                                + " request).");
        assertThat(new NoGrowth(committed(), slope(0.012, -0.1, 0.15)).sentence())
                .isEqualTo("MLX, round 1: no growth of committed memory of the whole system detected over 30 requests"
                        + " (limit 0.278 MB per request).");
    }

    @Test
    void memoryThatFallsIsNoNegativeLeak() {
        NoGrowth fell = new NoGrowth(course(30), slope(-1, -1.25, -0.75));

        assertThat(fell.sentence())
                .isEqualTo(
                        "MLX, round 1: the worker's memory fell over 30 requests, by 1.00 MB per request (95 % interval"
                                + " 0.750 to 1.25); no growth detected.");
        assertThat(fell.leakClass()).isEqualTo(LeakClass.NONE);
    }

    @Test
    void growthThatIsTooLittleToCountIsNone() {
        NoGrowth little = new NoGrowth(course(30), slope(0.2, 0.1, 0.3));

        assertThat(little.sentence())
                .isEqualTo(
                        "MLX, round 1: the worker's memory grew by 0.200 MB per request (95 % interval 0.100 to 0.300)"
                                + " over 30 requests, less than the 0.5 MB from which growth counts as a leak.");
        assertThat(little.leakClass()).isEqualTo(LeakClass.NONE);
    }

    @Test
    void growthWhoseKindIsOpenSaysWhatIsMissing() {
        assertThat(open(course(10), slope(2, 1.5, 2.5), Open.KIND))
                .isEqualTo("MLX, round 1: growth of the worker's memory seen over 10 requests, class open: 2.00 MB per"
                        + " request (95 % interval 1.50 to 2.50); 30 requests are needed to tell its kind.");
        assertThat(open(unlike(), slope(2, 1.5, 2.5), Open.KIND))
                .isEqualTo("MLX, round 1: growth of the worker's memory seen over 10 requests, class open: 2.00 MB per"
                        + " request (95 % interval 1.50 to 2.50); the requests differ, so it may be that of the work"
                        + " (scenarios.leak-detection.fixed_output_tokens makes them alike).");
        assertThat(open(course(10), slope(2, -1.5, 5.5), Open.KIND))
                .isEqualTo(
                        "MLX, round 1: growth of the worker's memory seen over 10 requests, class open: about 80.0 MB"
                                + " in all, though not evenly; the last reading was the same as the first; 30 requests are"
                                + " needed to tell its kind.");
        assertThat(open(ending(504), slope(2, -1.5, 5.5), Open.SIZE))
                .contains(
                        "about 80.0 MB in all, though not evenly; the last reading was 4.00 MB above the first; more");
        assertThat(open(ending(490), slope(2, -1.5, 5.5), Open.SIZE))
                .contains(
                        "about 80.0 MB in all, though not evenly; the last reading was 10.0 MB below the first; more");
        assertThat(open(course(30), slope(0.6, 0.4, 0.8), Open.SIZE))
                .isEqualTo("MLX, round 1: growth of the worker's memory seen over 30 requests, class open: 0.600 MB per"
                        + " request (95 % interval 0.400 to 0.800); more requests are needed to tell whether that is above"
                        + " the 0.5 MB from which growth counts as a leak.");
        assertThat(open(course(30), slope(0.6, 0.4, 0.8), Open.END))
                .isEqualTo(
                        "MLX, round 1: growth of the worker's memory seen over 30 requests, class open: it rose by"
                                + " about 80.0 MB and more slowly later; more requests are needed to tell whether it has stopped.");
        assertThat(open(course(30), slope(0.6, 0.4, 0.8), Open.JUMPS_AND_MORE))
                .isEqualTo(
                        "MLX, round 1: growth of the worker's memory seen over 30 requests, class open: it jumped, by"
                                + " about 80.0 MB in all, and grew in between as well.");
    }

    @Test
    void aFillIsSaidWithWhatTheRestCouldHaveShown() {
        assertThat(new BoundedFill(course(30), slope(16, 0.01, -0.4, 0.45), 14, 56, FIT).sentence())
                .isEqualTo(
                        "MLX, round 1: the worker's memory is bounded: it rose by about 56.0 MB until request 15, and"
                                + " over the 16 requests from there no growth was detected (limit 0.278 MB per request).");
        assertThat(new BoundedFill(course(30), slope(16, 0.1, 0.05, 0.2), 14, 56, FIT).sentence())
                .isEqualTo(
                        "MLX, round 1: the worker's memory is bounded: it rose by about 56.0 MB until request 15, and"
                                + " over the 16 requests from there it grew by 0.100 MB per request (95 % interval 0.0500 to 0.200),"
                                + " less than the 0.5 MB from which growth counts as a leak.");
    }

    @Test
    void aLeakIsSaidWithHowLongAnotherGigabyteTakes() {
        LinearLeak leak = new LinearLeak(course(30), slope(2, 1.6, 2.5), 0, FIT);

        assertThat(leak.sentence())
                .isEqualTo("MLX, round 1: the worker's memory grows with every request, by 2.00 MB per request (95 %"
                        + " interval 1.60 to 2.50) over 30 requests; at that rate another GB is taken after about 500"
                        + " requests (400 to 625).");
        assertThat(leak.summary())
                .isEqualTo(
                        new Leak("candidate", 1, LeakClass.LINEAR, "worker_anon_bytes", 30, 2.0, 1.6, 2.5, 0.278, 7L));
        assertThat(new LinearLeak(course(30), slope(40, 25, 50), 0, FIT).sentence())
                .as("requests are counted, not measured")
                .endsWith("after about 25 requests (20 to 40).");
        assertThat(new LinearLeak(course(30), slope(26, 2, 1.6, 2.5), 4, FIT).sentence())
                .isEqualTo("MLX, round 1: the worker's memory grows with every request, by 2.00 MB per request (95 %"
                        + " interval 1.60 to 2.50) over the 26 requests from request 5, before which it rose faster; at that"
                        + " rate another GB is taken after about 500 requests (400 to 625).");
    }

    @Test
    void jumpsAreSaidWithTheirPlaces() {
        assertThat(new StepGrowth(course(30), slope(2, 1, 3), List.of(15), 60, FIT).sentence())
                .isEqualTo(
                        "MLX, round 1: the worker's memory jumped by about 60.0 MB at request 16 and is flat before and"
                                + " after (30 requests); whether more jumps follow is open.");
        assertThat(new StepGrowth(course(30), slope(2, 1, 3), List.of(10, 20), 40, FIT).sentence())
                .isEqualTo(
                        "MLX, round 1: the worker's memory jumped by about 40.0 MB in all, at requests 11 and 21, and is"
                                + " flat in between (30 requests); whether more jumps follow is open.");
    }

    @Test
    void aRequestThatDoesNotCountIsInTheCurveAndInTheNumbering() {
        LoadCourse settling = new LoadCourse(Side.CANDIDATE, "MLX", 1, "worker_anon_bytes", FIT, 1, true, null);
        List<Double> fit = Collections.nCopies(29, 400.0);

        assertThat(new StepGrowth(settling, slope(2, 1, 3), List.of(15), 60, fit).sentence())
                .contains(" at request 17 ")
                .contains("(29 requests)");
        assertThat(new StepGrowth(settling, slope(2, 1, 3), List.of(15), 60, fit)
                        .curve()
                        .fitted())
                .hasSize(30)
                .startsWith(400.0);
    }

    private static String open(LoadCourse course, TheilSen slope, Open why) {
        return new OpenGrowth(course, slope, why, 80, FIT).sentence();
    }

    private static TheilSen slope(double slope, double low, double high) {
        return slope(30, slope, low, high);
    }

    private static TheilSen slope(int n, double slope, double low, double high) {
        return new TheilSen(slope, 500, low, high, 0.278, 0, n);
    }

    private static LoadCourse course(int requests) {
        return course("worker_anon_bytes", requests, true);
    }

    private static LoadCourse unlike() {
        return course("worker_anon_bytes", 10, false);
    }

    /** Its first reading does not count. */
    private static LoadCourse ending(double last) {
        return new LoadCourse(
                Side.CANDIDATE, "MLX", 1, "worker_anon_bytes", List.of(100.0, 500.0, 900.0, last), 1, true, 7L);
    }

    private static LoadCourse committed() {
        return course("committed_bytes", 30, true);
    }

    private static LoadCourse course(String metric, int requests, boolean alike) {
        return new LoadCourse(Side.CANDIDATE, "MLX", 1, metric, Collections.nCopies(requests, 500.0), 0, alike, 7L);
    }
}

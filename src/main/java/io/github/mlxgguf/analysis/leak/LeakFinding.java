package io.github.mlxgguf.analysis.leak;

import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.leak.CourseJudge;
import io.github.mlxgguf.metric.leak.CourseShape;
import io.github.mlxgguf.metric.leak.TheilSen;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the course of memory on one load says. Every word that a report has on it is made from one of these. */
public sealed interface LeakFinding {
    /** The growth whose number of requests the sentence on a leak tells: 1 GB. */
    double PROJECTED_MB = 1000;

    /** What was read. */
    LoadCourse course();

    /** The word of {@code summary.json}. */
    LeakClass leakClass();

    /** The growth per request with its interval; null where there are too few requests. */
    @Nullable
    TheilSen slope();

    /** What was fitted, at each request that counts; empty where nothing was. */
    List<Double> fitted();

    /** The finding in words, with its figures and the number of requests that it rests on. */
    String sentence();

    /** Under {@value CourseJudge#MIN_REQUESTS} requests. */
    record TooFew(LoadCourse course) implements LeakFinding {
        @Override
        public LeakClass leakClass() {
            return LeakClass.INSUFFICIENT;
        }

        @Override
        public @Nullable TheilSen slope() {
            return null;
        }

        @Override
        public List<Double> fitted() {
            return List.of();
        }

        @Override
        public String sentence() {
            return course.prefix() + Numbers.counted(course.requests(), "request")
                    + (course.requests() == 1 ? " is" : " are") + " too few to say anything about " + course.what()
                    + "; "
                    + Numbers.count(CourseJudge.MIN_REQUESTS) + " are needed.";
        }
    }

    /** No growth, or less than counts. */
    record NoGrowth(LoadCourse course, TheilSen slope) implements LeakFinding {
        @Override
        public LeakClass leakClass() {
            return LeakClass.NONE;
        }

        @Override
        public List<Double> fitted() {
            return slope.fitted();
        }

        @Override
        public String sentence() {
            if (slope.high() < 0) {
                return course.prefix() + course.what() + " fell " + course.over() + ", by "
                        + Numbers.figure(-slope.slope()) + " MB per request (95 % interval "
                        + Numbers.figure(-slope.high()) + " to " + Numbers.figure(-slope.low())
                        + "); no growth detected.";
            }
            return slope.low() > 0
                    ? course.prefix() + course.what() + " grew by " + perRequest(slope) + " " + course.over()
                            + ", less than " + leastLeak()
                    : course.prefix() + "no growth of " + course.what() + " detected " + course.over() + " ("
                            + limit(slope) + ").";
        }
    }

    /**
     * It grew; the kind is open.
     *
     * @param rise fitted, from the first request that counts to the last, in MB
     */
    record OpenGrowth(LoadCourse course, TheilSen slope, CourseShape.Open why, double rise, List<Double> fitted)
            implements LeakFinding {
        /** Copies the list. */
        public OpenGrowth {
            fitted = List.copyOf(fitted);
        }

        @Override
        public LeakClass leakClass() {
            return LeakClass.GROWTH;
        }

        @Override
        public String sentence() {
            String amount = slope.low() > 0
                    ? perRequest(slope)
                    : "about " + Numbers.figure(rise) + " MB in all, though not evenly; " + course.ending();
            return course.prefix() + "growth of " + course.what() + " seen " + course.over() + ", class open: "
                    + switch (why) {
                        case KIND ->
                            amount + "; "
                                    + (course.alike()
                                            ? Numbers.count(CourseJudge.MIN_FOR_KIND)
                                                    + " requests are needed to tell its kind."
                                            : "the requests differ, so it may be that of the work"
                                                    + " (scenarios.leak-detection.fixed_output_tokens makes them alike).");
                        case SIZE -> amount + "; more requests are needed to tell whether that is above " + leastLeak();
                        case END ->
                            "it rose by about " + Numbers.figure(rise)
                                    + " MB and more slowly later; more requests are needed to tell whether it has stopped.";
                        case LATE ->
                            "it rose by about " + Numbers.figure(rise)
                                    + " MB near the end; more requests are needed to tell whether it goes on.";
                        case JUMPS_AND_MORE ->
                            "it jumped, by about " + Numbers.figure(rise) + " MB in all, and grew in between as well.";
                    };
        }
    }

    /**
     * It filled something and is flat since.
     *
     * @param slope of the flat part alone
     * @param knee index, among the requests that count, of the first of the flat part
     * @param rise until then, in MB
     */
    record BoundedFill(LoadCourse course, TheilSen slope, int knee, double rise, List<Double> fitted)
            implements LeakFinding {
        /** Copies the list. */
        public BoundedFill {
            fitted = List.copyOf(fitted);
        }

        @Override
        public LeakClass leakClass() {
            return LeakClass.BOUNDED;
        }

        @Override
        public String sentence() {
            return course.prefix() + course.what() + " is bounded: it rose by about " + Numbers.figure(rise)
                    + " MB until request " + course.request(knee) + ", and over the "
                    + Numbers.counted(slope.n(), "request") + " from there "
                    + (slope.low() > 0
                            ? "it grew by " + perRequest(slope) + ", less than " + leastLeak()
                            : "no growth was detected (" + limit(slope) + ").");
        }
    }

    /**
     * It grows with every request.
     *
     * @param from index, among the requests that count, of the first that the slope is made from
     */
    record LinearLeak(LoadCourse course, TheilSen slope, int from, List<Double> fitted) implements LeakFinding {
        /** Copies the list. */
        public LinearLeak {
            fitted = List.copyOf(fitted);
        }

        @Override
        public LeakClass leakClass() {
            return LeakClass.LINEAR;
        }

        @Override
        public String sentence() {
            return course.prefix() + course.what() + " grows with every request, by " + perRequest(slope) + " "
                    + (from == 0
                            ? course.over()
                            : "over the " + Numbers.counted(slope.n(), "request") + " from request "
                                    + course.request(from) + ", before which it rose faster")
                    + "; at that rate another GB is taken after about " + requestsUntil(slope.slope()) + " requests ("
                    + requestsUntil(slope.high()) + " to " + requestsUntil(slope.low()) + ").";
        }

        private static String requestsUntil(double mbPerRequest) {
            return Numbers.count(Math.round(PROJECTED_MB / mbPerRequest));
        }
    }

    /**
     * It jumped and is flat in between.
     *
     * @param jumps index, among the requests that count, of the first request after each jump
     * @param rise of all jumps together, in MB
     */
    record StepGrowth(LoadCourse course, TheilSen slope, List<Integer> jumps, double rise, List<Double> fitted)
            implements LeakFinding {
        /** Copies the lists. */
        public StepGrowth {
            jumps = List.copyOf(jumps);
            fitted = List.copyOf(fitted);
        }

        @Override
        public LeakClass leakClass() {
            return LeakClass.STEP;
        }

        @Override
        public String sentence() {
            String places =
                    String.join(" and ", jumps.stream().map(course::request).toList());
            return course.prefix() + course.what() + " jumped by about " + Numbers.figure(rise) + " MB "
                    + (jumps.size() == 1
                            ? "at request " + places + " and is flat before and after"
                            : "in all, at requests " + places + ", and is flat in between")
                    + " (" + Numbers.counted(course.requests(), "request")
                    + "); whether more jumps follow is open.";
        }
    }

    /** The entry of {@code summary.json}. */
    default Leak summary() {
        TheilSen slope = slope();
        return new Leak(
                course().side().id(),
                course().round(),
                leakClass(),
                course().metric(),
                slope == null ? course().requests() : slope.n(),
                slope == null ? null : slope.slope(),
                slope == null ? null : slope.low(),
                slope == null ? null : slope.high(),
                slope == null ? null : slope.detectable(),
                course().reclaimedBytes());
    }

    /** The course with what was fitted, for a plot; before the requests that count the fit is held at its first value. */
    default GrowthCurve curve() {
        List<Double> fitted = fitted();
        return new GrowthCurve(
                course().side(),
                course().label(),
                course().round(),
                course().metric(),
                course().megabytes(),
                fitted.isEmpty()
                        ? null
                        : Stream.concat(
                                        Collections.nCopies(course().settledFrom(), fitted.get(0)).stream(),
                                        fitted.stream())
                                .toList(),
                course().settledFrom(),
                leakClass(),
                sentence());
    }

    private static String perRequest(TheilSen slope) {
        return Numbers.figure(slope.slope()) + " MB per request (95 % interval " + Numbers.figure(slope.low()) + " to "
                + Numbers.figure(slope.high()) + ")";
    }

    private static String leastLeak() {
        return "the " + Numbers.exact(CourseJudge.LEAK_MB_PER_REQUEST) + " MB from which growth counts as a leak.";
    }

    private static String limit(TheilSen slope) {
        return "limit " + Numbers.figure(slope.detectable()) + " MB per request";
    }
}

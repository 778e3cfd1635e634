package io.github.mlxgguf.calibration;

import io.github.mlxgguf.embedded.script.Leak;
import io.github.mlxgguf.metric.leak.CourseJudge;
import io.github.mlxgguf.metric.leak.CourseShape;
import io.github.mlxgguf.metric.leak.Courses;
import java.util.Map;
import java.util.TreeMap;

/**
 * Courses of memory as the simulated engine leaks it, under noise, each judged; seeds are 1, 2, 3 …
 *
 * @param n requests of a course
 * @param sigma standard deviation of the noise, in MB
 * @param rho its autocorrelation from request to request
 */
record LeakTrials(Leak truth, int n, double sigma, double rho) {
    static final Leak LINEAR = linear(2_000_000);

    /** 60 MB in 15 requests, then flat. */
    static final Leak BOUNDED = new Leak(Leak.Kind.BOUNDED, 4_000_000, 15, 0);

    /** 60 MB at request 16 of 30. */
    static final Leak STEP = new Leak(Leak.Kind.STEP, 0, 16, 60_000_000);

    private static final double BYTES_PER_MB = 1e6;

    static Leak linear(long bytesPerRequest) {
        return new Leak(Leak.Kind.LINEAR, bytesPerRequest, 0, 0);
    }

    /** How many of the courses were found to be of each class; classes that were not found are left out. */
    Map<String, Integer> tally(int courses) {
        Map<String, Integer> tally = new TreeMap<>();
        for (int seed = 1; seed <= courses; seed++) {
            double[] course = Courses.of(n, i -> truth.bytesAfter(i + 1) / BYTES_PER_MB, sigma, rho, seed);
            tally.merge(classOf(CourseJudge.judge(course, true)), 1, Integer::sum);
        }
        return tally;
    }

    private static String classOf(CourseShape shape) {
        if (shape instanceof CourseShape.Flat) {
            return "none";
        } else if (shape instanceof CourseShape.Growing) {
            return "growth";
        } else if (shape instanceof CourseShape.Bounded) {
            return "bounded";
        } else if (shape instanceof CourseShape.Linear) {
            return "linear";
        }
        return shape instanceof CourseShape.Stepped ? "step" : "insufficient";
    }
}

package io.github.mlxgguf.metric.leak;

import io.github.mlxgguf.metric.Percentile;
import io.github.mlxgguf.metric.leak.CourseShape.Bounded;
import io.github.mlxgguf.metric.leak.CourseShape.Flat;
import io.github.mlxgguf.metric.leak.CourseShape.Growing;
import io.github.mlxgguf.metric.leak.CourseShape.Insufficient;
import io.github.mlxgguf.metric.leak.CourseShape.Linear;
import io.github.mlxgguf.metric.leak.CourseShape.Open;
import io.github.mlxgguf.metric.leak.CourseShape.Stepped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells the shape of a course of memory. First the model that explains it best is chosen: flat, a line, a plateau, or up to three
 * jumps (see {@link Misfit}). It then has to hold: a line by the lower end of its slope's interval, a plateau by the readings of its
 * flat part, jumps by the longest stretch between them. What does not hold is growth whose kind is open, if the slope is above 0.
 * Detection and false alarms at known truths are in the calibration of the suite.
 */
public final class CourseJudge {
    /** Under this many requests nothing is said. */
    public static final int MIN_REQUESTS = 8;

    /** Under this many requests the kind of a growth stays open. */
    public static final int MIN_FOR_KIND = 30;

    /** The smallest growth that counts as a leak. */
    public static final double LEAK_MB_PER_REQUEST = 0.5;

    /** The smallest rise that is a fill or a jump: what ten requests of the smallest leak add up to. */
    public static final double MIN_RISE_MB = 10 * LEAK_MB_PER_REQUEST;

    /** More jumps than this are growth. */
    static final int MOST_JUMPS = 3;

    /** Advantage of a rise over no growth from which few requests show it, on the scale of {@link Misfit}; chosen by simulation. */
    private static final double SURELY_BETTER = 10;

    private final double[] readings;
    private final TheilSen slope;

    private CourseJudge(double[] readings) {
        this.readings = readings;
        this.slope = TheilSen.of(readings);
    }

    /**
     * The shape of a course.
     *
     * @param megabytes after each request, in the order of time
     * @param alike whether all requests did the same work; a kind is told only then
     */
    public static CourseShape judge(double[] megabytes, boolean alike) {
        if (megabytes.length < MIN_REQUESTS) {
            return new Insufficient();
        }
        CourseJudge judge = new CourseJudge(megabytes);
        return judge.kind(alike && megabytes.length >= MIN_FOR_KIND);
    }

    /** A model with its misfit, and what it says once it is chosen. */
    private record Candidate(double misfit, Supplier<CourseShape> shape) {}

    /**
     * The shape of the model that explains the course best.
     *
     * @param told whether the kind may be told; if not, other models than a line only tell that there is growth where the line's
     *     slope does not, and must then be much better than none
     */
    private CourseShape kind(boolean told) {
        double[] course = Hampel.replaced(readings);
        double[] flat = new double[course.length];
        Arrays.fill(flat, Sums.mean(course));
        double none = Misfit.of(Sums.minus(course, flat), 0);
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(none, () -> openOrFlat(told ? Open.SIZE : Open.KIND)));

        double[] x = new double[course.length];
        Arrays.setAll(x, i -> i);
        double line = Misfit.of(Sums.minus(course, Line.through(x, course).at(x)), Misfit.LINE);
        candidates.add(new Candidate(line, told ? this::line : () -> openOrFlat(Open.KIND)));

        for (Plateau plateau : List.of(Plateau.broken(course), Plateau.approached(course))) {
            double misfit = Misfit.of(Sums.minus(course, plateau.fitted()), Misfit.PLATEAU);
            if (plateau.rise() >= MIN_RISE_MB) {
                candidates.add(new Candidate(
                        misfit, () -> told ? plateau(plateau) : open(none - misfit, plateau.rise(), plateau.fitted())));
            }
        }
        for (Steps steps : Steps.upTo(MOST_JUMPS, course)) {
            double penalty = Misfit.JUMP * steps.starts().size();
            double misfit = Misfit.of(Sums.minus(course, steps.fitted()), penalty);
            if (steps.upward() && steps.rise() >= MIN_RISE_MB) {
                candidates.add(new Candidate(
                        misfit, () -> told ? steps(steps) : open(none - misfit, steps.rise(), steps.fitted())));
            }
        }
        if (told) {
            bend(course).ifPresent(candidates::add);
        }
        return Collections.min(candidates, Comparator.comparingDouble(Candidate::misfit))
                .shape()
                .get();
    }

    /** Only where it surely goes on; what comes to rest is a plateau's to explain. */
    private Optional<Candidate> bend(double[] course) {
        Bend bend = Bend.of(course);
        TheilSen beyond = TheilSen.of(Arrays.copyOfRange(readings, bend.knee(), readings.length));
        return bend.flattens() && beyond.low() > LEAK_MB_PER_REQUEST
                ? Optional.of(new Candidate(
                        Misfit.of(Sums.minus(course, bend.fitted()), Misfit.BEND),
                        () -> new Linear(beyond, bend.knee(), bend.fitted())))
                : Optional.empty();
    }

    private CourseShape open(double better, double rise, List<Double> fitted) {
        return better > SURELY_BETTER ? new Growing(slope, Open.KIND, rise, fitted) : openOrFlat(Open.KIND);
    }

    private CourseShape openOrFlat(Open why) {
        if (isGrowth(slope)) {
            return new Growing(slope, why, rise(slope.fitted()), slope.fitted());
        }
        double late = late();
        return slope.low() <= 0 && late > Math.max(MIN_RISE_MB, slope.detectable() * (readings.length - 1))
                ? new Growing(slope, Open.LATE, late, slope.fitted())
                : new Flat(slope);
    }

    /** How far the last readings lie above all of them: a rise near the end moves neither the median slope nor its limit. */
    private double late() {
        double[] last = Arrays.copyOfRange(readings, readings.length - Steps.MIN_LENGTH, readings.length);
        return Percentile.of(last, 50) - Percentile.of(readings, 50);
    }

    /** Above 0, and not surely too little to count. */
    private static boolean isGrowth(TheilSen slope) {
        return slope.low() > 0 && slope.high() >= LEAK_MB_PER_REQUEST;
    }

    private CourseShape line() {
        return slope.low() > LEAK_MB_PER_REQUEST ? new Linear(slope, 0, slope.fitted()) : openOrFlat(Open.SIZE);
    }

    /** Flat, as far as its readings tell, and surely flatter than it was; or it goes on, more slowly. */
    private CourseShape plateau(Plateau plateau) {
        int knee = plateau.knee();
        if (readings.length - knee < MIN_REQUESTS) {
            return new Growing(slope, Open.END, plateau.rise(), plateau.fitted());
        }
        TheilSen tail = TheilSen.of(Arrays.copyOfRange(readings, knee, readings.length));
        if (tail.low() > LEAK_MB_PER_REQUEST) {
            return new Linear(tail, knee, continued(plateau.fitted(), tail, knee));
        }
        boolean flat = tail.low() <= 0 || tail.high() < LEAK_MB_PER_REQUEST;
        return flat && tail.high() < plateau.rise() / knee / 2
                ? new Bounded(tail, knee, plateau.rise(), plateau.fitted())
                : new Growing(slope, Open.END, plateau.rise(), plateau.fitted());
    }

    /** The fit of the rise, and from the knee on the line of the rest. */
    private static List<Double> continued(List<Double> fitted, TheilSen tail, int knee) {
        return Stream.concat(fitted.subList(0, knee).stream(), tail.fitted().stream())
                .toList();
    }

    private static double rise(List<Double> fitted) {
        return fitted.get(fitted.size() - 1) - fitted.get(0);
    }

    private CourseShape steps(Steps steps) {
        double[] longest = steps.longestStretch(readings);
        boolean grows = longest.length >= MIN_REQUESTS && isGrowth(TheilSen.of(longest));
        return grows
                ? new Growing(slope, Open.JUMPS_AND_MORE, steps.rise(), steps.fitted())
                : new Stepped(slope, steps.starts(), steps.rise(), steps.fitted());
    }
}

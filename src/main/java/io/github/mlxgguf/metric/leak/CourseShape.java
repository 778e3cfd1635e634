package io.github.mlxgguf.metric.leak;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the course of memory over many requests looks like. All figures are in MB, 10^6 bytes. */
public sealed interface CourseShape {
    /** Too few requests to say anything. */
    record Insufficient() implements CourseShape {}

    /** No growth was found, or all of the slope's interval is below {@link CourseJudge#LEAK_MB_PER_REQUEST}. */
    record Flat(TheilSen slope) implements CourseShape {}

    /**
     * It grew; how, or how much, is open.
     *
     * @param why what keeps it open
     * @param rise fitted, from the first request to the last
     * @param fitted at each request
     */
    record Growing(TheilSen slope, Open why, double rise, List<Double> fitted) implements CourseShape {
        /** Copies the list. */
        public Growing {
            fitted = List.copyOf(fitted);
        }
    }

    /**
     * It rose at first and is flat since.
     *
     * @param slope of the flat part alone
     * @param knee index of the first request of the flat part
     * @param rise until then
     * @param fitted at each request
     */
    record Bounded(TheilSen slope, int knee, double rise, List<Double> fitted) implements CourseShape {
        /** Copies the list. */
        public Bounded {
            fitted = List.copyOf(fitted);
        }
    }

    /**
     * It grows with every request, by more than {@link CourseJudge#LEAK_MB_PER_REQUEST}.
     *
     * @param from index of the first request that the slope is made from; above 0 where memory rose faster before
     * @param fitted at each request
     */
    record Linear(TheilSen slope, int from, List<Double> fitted) implements CourseShape {
        /** Copies the list. */
        public Linear {
            fitted = List.copyOf(fitted);
        }
    }

    /**
     * It jumped and is flat in between.
     *
     * @param jumps index of the first request after each jump
     * @param rise of all jumps together
     * @param fitted at each request
     */
    record Stepped(TheilSen slope, List<Integer> jumps, double rise, List<Double> fitted) implements CourseShape {
        /** Copies the lists. */
        public Stepped {
            jumps = List.copyOf(jumps);
            fitted = List.copyOf(fitted);
        }
    }

    /** What keeps the kind of a growth open. */
    enum Open {
        /** Fewer requests than {@link CourseJudge#MIN_FOR_KIND}, or requests that are not alike. */
        KIND,
        /** The interval of the slope holds the smallest leak. */
        SIZE,
        /** It may have stopped, but too few requests came since to tell. */
        END,
        /** It rose near the end, too late to tell whether it goes on. */
        LATE,
        /** It jumped, and grew in between as well. */
        JUMPS_AND_MORE
    }

    /** The slope with its interval, or null where there are too few requests for one. */
    default @Nullable TheilSen slopeOrNull() {
        if (this instanceof Flat flat) {
            return flat.slope();
        } else if (this instanceof Growing growing) {
            return growing.slope();
        } else if (this instanceof Bounded bounded) {
            return bounded.slope();
        } else if (this instanceof Linear linear) {
            return linear.slope();
        } else if (this instanceof Stepped stepped) {
            return stepped.slope();
        }
        return null;
    }
}

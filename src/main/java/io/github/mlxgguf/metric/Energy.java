package io.github.mlxgguf.metric;

import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Energy of a request from readings of power.
 *
 * <p>A reading is the mean power of the second before it was made, and it comes to its sample up to an interval later. One whose
 * second may have begun before the request holds idle time, so only readings count that lie in the request as a whole. What they do
 * not cover at its beginning and its end has the power of the nearest of them. So a power that is constant during the request gives
 * its energy exactly, whatever the machine did before. What a course of power does in the first one to two seconds, and after the last
 * reading, is not seen.
 *
 * <p>The third whole reading is there 3.2 to 4.2 seconds after the start at 10 Hz, so requests under about 4.5 s mostly have none.
 */
public final class Energy {
    /** Shorter stretches have too few readings of a source that is read once a second. */
    public static final long SHORTEST_NS = TimeUnit.SECONDS.toNanos(3);

    /** Fewer whole readings are not the course of a request. */
    public static final int FEWEST_READINGS = 3;

    /** A longer time without a reading is not known: two readings of a source that is read once a second are missing. */
    public static final long LONGEST_HOLE_NS = TimeUnit.MILLISECONDS.toNanos(2_500);

    /** What a reading is the mean of, before it was made; macmon is asked for a line a second. */
    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(1);

    /** A reading comes with the next tick, or this much later: the line is read and the tick is made by busy threads. */
    private static final long SLACK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final double NS_PER_SECOND = 1e9;

    private Energy() {}

    /**
     * Joules of {@code [startNs, endNs]}, or null where the readings do not tell: under {@link #SHORTEST_NS}, under
     * {@link #FEWEST_READINGS} whole readings, or with a hole of more than {@link #LONGEST_HOLE_NS}.
     *
     * @param samples oldest first; those without a reading of power are passed over
     * @param interval the sampling grid
     */
    public static @Nullable Double joules(List<Sample> samples, long startNs, long endNs, Duration interval) {
        long reachNs = WINDOW_NS + interval.toNanos() + SLACK_NS;
        List<Reading> whole = whole(samples, startNs + reachNs, endNs);
        if (endNs - startNs < SHORTEST_NS || whole.size() < FEWEST_READINGS) {
            return null;
        }
        double joules = 0;
        long coveredUntilNs = startNs;
        long readUntilNs = startNs + reachNs;
        for (Reading reading : whole) {
            if (reading.tNs() - readUntilNs > LONGEST_HOLE_NS) {
                return null;
            }
            joules += reading.watts() * (reading.tNs() - coveredUntilNs) / NS_PER_SECOND;
            coveredUntilNs = reading.tNs();
            readUntilNs = coveredUntilNs;
        }
        long restNs = endNs - coveredUntilNs;
        double lastWatts = whole.get(whole.size() - 1).watts();
        return restNs > LONGEST_HOLE_NS ? null : (Double) (joules + lastWatts * restNs / NS_PER_SECOND);
    }

    /** Joules for each token of the answer, or null where either is unknown or there is no token. */
    public static @Nullable Double joulesPerToken(@Nullable Double joules, @Nullable Long tokens) {
        return joules == null || tokens == null || tokens <= 0 ? null : (Double) (joules / tokens);
    }

    private static List<Reading> whole(List<Sample> samples, long fromNs, long toNs) {
        List<Reading> readings = new ArrayList<>();
        for (Sample sample : samples) {
            Double watts = sample.powerW();
            if (watts != null && sample.tNs() >= fromNs && sample.tNs() <= toNs) {
                readings.add(new Reading(sample.tNs(), watts));
            }
        }
        return readings;
    }

    private record Reading(long tNs, double watts) {}
}

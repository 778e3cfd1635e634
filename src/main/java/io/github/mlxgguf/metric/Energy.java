package io.github.mlxgguf.metric;

import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Energy of a stretch of time from readings of power.
 *
 * <p>A reading is the mean power since the reading before it, so it counts from there, as far as that is inside the stretch. What
 * comes after the last reading counts with that reading's power, because the next one is not there yet when a generation ends.
 */
public final class Energy {
    /** Shorter stretches have too few readings of a source that is read once a second. */
    public static final long SHORTEST_NS = TimeUnit.SECONDS.toNanos(3);

    /** Fewer readings inside the stretch are not its course. */
    public static final int FEWEST_READINGS = 3;

    /** A longer time without a reading is not known: two readings of a source that is read once a second are missing. */
    public static final long LONGEST_HOLE_NS = TimeUnit.MILLISECONDS.toNanos(2_500);

    private static final double NS_PER_SECOND = 1e9;

    private Energy() {}

    /**
     * Joules of {@code [startNs, endNs]}, or null where the readings do not tell.
     *
     * @param samples oldest first; those without a reading of power are passed over
     */
    public static @Nullable Double joules(List<Sample> samples, long startNs, long endNs) {
        if (endNs - startNs < SHORTEST_NS) {
            return null;
        }
        double joules = 0;
        int readings = 0;
        long coveredUntilNs = startNs;
        double lastWatts = 0;
        for (Reading reading : readings(samples)) {
            if (reading.tNs() <= startNs) {
                continue;
            }
            if (coveredUntilNs >= endNs) {
                break;
            }
            if (reading.tNs() - coveredUntilNs > LONGEST_HOLE_NS) {
                return null;
            }
            long untilNs = Math.min(reading.tNs(), endNs);
            joules += reading.watts() * (untilNs - coveredUntilNs) / NS_PER_SECOND;
            coveredUntilNs = untilNs;
            lastWatts = reading.watts();
            readings += reading.tNs() <= endNs ? 1 : 0;
        }
        long restNs = endNs - coveredUntilNs;
        if (readings < FEWEST_READINGS || restNs > LONGEST_HOLE_NS) {
            return null;
        }
        return joules + lastWatts * restNs / NS_PER_SECOND;
    }

    /** Joules for each token of the answer, or null where either is unknown or there is no token. */
    public static @Nullable Double joulesPerToken(@Nullable Double joules, @Nullable Long tokens) {
        return joules == null || tokens == null || tokens <= 0 ? null : (Double) (joules / tokens);
    }

    private static List<Reading> readings(List<Sample> samples) {
        List<Reading> readings = new ArrayList<>();
        for (Sample sample : samples) {
            Double watts = sample.powerW();
            if (watts != null) {
                readings.add(new Reading(sample.tNs(), watts));
            }
        }
        return readings;
    }

    private record Reading(long tNs, double watts) {}
}

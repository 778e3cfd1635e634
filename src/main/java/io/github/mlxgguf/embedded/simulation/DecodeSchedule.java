package io.github.mlxgguf.embedded.simulation;

import io.github.mlxgguf.embedded.script.Speed;
import java.util.Random;

/**
 * The times between the tokens of one answer.
 *
 * <p>Jitter comes in pairs: what makes one token late makes the other one early, in random order. So the mean rate is that of the
 * script, exactly, after every second gap. Heat grows with the scheduled time, not the measured one, so that equal scripts give
 * equal schedules.
 */
final class DecodeSchedule {
    /** No gap may vanish or turn round, whatever the jitter. */
    private static final double MOST_JITTER = 0.9;

    private static final double SECOND_NS = 1e9;

    private final Speed speed;
    private final double loadFactor;
    private final Random random;
    private double busySeconds;
    private double pending;
    private boolean hasPending;

    /**
     * The schedule of an answer.
     *
     * @param busySeconds how long the model has worked since its load when the first token comes
     */
    DecodeSchedule(Speed speed, double loadFactor, Random random, double busySeconds) {
        this.speed = speed;
        this.loadFactor = loadFactor;
        this.random = random;
        this.busySeconds = busySeconds;
    }

    /** Nanoseconds from one token to the next. */
    long nextGapNs() {
        double rate = speed.decodeTokensPerSecond() * loadFactor * speed.heat().factor(busySeconds);
        double seconds = (1 + nextJitter()) / rate;
        busySeconds += seconds;
        return Math.round(seconds * SECOND_NS);
    }

    private double nextJitter() {
        if (speed.jitter() == 0) {
            return 0;
        }
        if (hasPending) {
            hasPending = false;
            return pending;
        }
        double drawn = Math.max(-MOST_JITTER, Math.min(MOST_JITTER, speed.jitter() * Draws.gaussian(random)));
        pending = -drawn;
        hasPending = true;
        return drawn;
    }
}

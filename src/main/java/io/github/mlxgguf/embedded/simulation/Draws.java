package io.github.mlxgguf.embedded.simulation;

import java.util.Locale;
import java.util.Random;

/**
 * All randomness of a simulation: the same seed, model, load and answer draw the same numbers on every machine, since
 * {@link Random} is specified to the bit.
 */
final class Draws {
    /** Beyond so many standard deviations a draw is cut. */
    private static final double WIDEST = 3;

    private Draws() {}

    /**
     * The factor on all speeds of one load: log-normal, so that twice as fast and half as fast are equally likely.
     *
     * @param deviation standard deviation of its logarithm; 0 for a factor of 1
     */
    static double loadFactor(long seed, String modelKey, int loadNumber, double deviation) {
        return deviation == 0 ? 1 : Math.exp(deviation * gaussian(generator(seed, modelKey, loadNumber, 0)));
    }

    /** The source of one answer's jitter; {@code answer} from 1. */
    static Random jitter(long seed, String modelKey, int loadNumber, int answer) {
        return generator(seed, modelKey, loadNumber, answer);
    }

    /** A standard normal number, cut at three deviations. */
    static double gaussian(Random random) {
        return Math.max(-WIDEST, Math.min(WIDEST, random.nextGaussian()));
    }

    private static Random generator(long seed, String modelKey, int loadNumber, int answer) {
        long mixed = mix(seed);
        mixed = mix(mixed ^ modelKey.toLowerCase(Locale.ROOT).hashCode());
        mixed = mix(mixed ^ loadNumber);
        return new Random(mix(mixed ^ answer));
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): close numbers become far ones. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

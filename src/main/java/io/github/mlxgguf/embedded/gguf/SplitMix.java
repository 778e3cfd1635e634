package io.github.mlxgguf.embedded.gguf;

/**
 * A small random generator that can be started anywhere, so that any row of any tensor can be made by itself.
 *
 * <p>Algorithm: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
 */
final class SplitMix {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIFORM_16_BIT_SPREAD = 37837.0; // 65536 * sqrt(4 / 12)

    private long state;

    /** A generator of its own for each pair of numbers. */
    SplitMix(long seed, long stream) {
        this.state = mix(seed) ^ mix(stream * GAMMA + 1);
    }

    long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    int nextInt(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** About normal with mean 0 and deviation 1: the sum of four uniform numbers, cut at 3.5. One step of the generator. */
    float nextNormal() {
        long bits = nextLong();
        long sum = (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
        return (float) ((sum - 131070) / UNIFORM_16_BIT_SPREAD);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

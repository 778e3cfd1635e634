package io.github.mlxgguf.analysis.crossover;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lengths on which both builds were measured, and the steps of an axis over them.
 *
 * @param from what is below has not been measured
 * @param to what is above has not
 */
record LengthRange(double from, double to) {
    /** A prediction reaches so many times beyond what was measured, on either end. */
    static final double REACH = 2;

    /** What both builds cover. */
    static LengthRange ofBoth(DoubleStream baseline, DoubleStream candidate) {
        double[] one = baseline.sorted().toArray();
        double[] other = candidate.sorted().toArray();
        return new LengthRange(
                Math.max(one[0], other[0]) / REACH, Math.min(one[one.length - 1], other[other.length - 1]) * REACH);
    }

    /** The lengths that were measured on either build. */
    static LengthRange measured(DoubleStream baseline, DoubleStream candidate) {
        double[] all = DoubleStream.concat(baseline, candidate).sorted().toArray();
        return new LengthRange(all[0], all[all.length - 1]);
    }

    boolean holds(int tokens) {
        return tokens >= from && tokens <= to;
    }

    /** Powers of two and the halves between them within the range, with one step beyond it on either end; empty if none is within. */
    List<Integer> steps(int first, int last) {
        List<Integer> all = IntStream.iterate(first, power -> power <= last, power -> 2 * power)
                .flatMap(power -> IntStream.of(power, power + power / 2))
                .filter(step -> step <= last)
                .boxed()
                .toList();
        int[] within = IntStream.range(0, all.size())
                .filter(index -> holds(all.get(index)))
                .toArray();
        return within.length == 0
                ? List.of()
                : all.subList(Math.max(0, within[0] - 1), Math.min(all.size(), within[within.length - 1] + 2));
    }
}

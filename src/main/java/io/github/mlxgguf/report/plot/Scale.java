package io.github.mlxgguf.report.plot;

import java.util.List;

/**
 * From values to places along one direction of a drawing.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}; above {@code low}
 * @param from place of the lowest value, in drawing units
 * @param to place of the highest value
 * @param logarithmic whether equal ratios are equally far apart; needs values above 0
 * @param mostTicks how many ticks there is room for
 */
record Scale(double low, double high, double from, double to, boolean logarithmic, int mostTicks) {
    /** Refuses a range that has no places. */
    Scale {
        if (!(high > low) || (logarithmic && !(low > 0))) {
            throw new IllegalArgumentException(
                    "no " + (logarithmic ? "logarithmic" : "linear") + " scale from " + low + " to " + high);
        }
    }

    static Scale linear(double low, double high, double from, double to, int mostTicks) {
        return new Scale(low, high > low ? high : low + 1, from, to, false, mostTicks);
    }

    /** One that has a little room beyond the values at both ends, and is never empty. */
    static Scale logarithmic(double lowest, double highest, double from, double to, int mostTicks) {
        double room = Math.max(1.05, StrictMath.pow(highest / lowest, 0.06));
        return new Scale(lowest / room, highest * room, from, to, true, mostTicks);
    }

    /** Where a value stands; one outside of the range stands outside. */
    double at(double value) {
        double share =
                logarithmic ? StrictMath.log(value / low) / StrictMath.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    List<Double> ticks() {
        return logarithmic ? Ticks.logarithmic(low, high, mostTicks) : Ticks.linear(low, high, mostTicks);
    }
}

package io.github.mlxgguf.report.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers within a range: 1, 2 and 5 times a power of ten. */
final class Ticks {
    private static final int[] STEPS = {1, 2, 5};
    /** Fewer than this on a logarithmic axis say too little. */
    private static final int ENOUGH = 3;

    private Ticks() {}

    /** Multiples of the smallest round step that gives at most so many. */
    static List<Double> linear(double low, double high, int most) {
        if (!(high > low)) {
            return List.of(low);
        }
        int exponent = (int) Math.floor(StrictMath.log10((high - low) / most)) - 1;
        while (true) {
            for (int step : STEPS) {
                double size =
                        BigDecimal.valueOf(step).scaleByPowerOfTen(exponent).doubleValue();
                long first = (long) Math.ceil(low / size - 1e-9);
                long last = (long) Math.floor(high / size + 1e-9);
                if (last - first + 1 <= most) {
                    return multiples(first, last, step, exponent);
                }
            }
            exponent++;
        }
    }

    /** 1, 2 and 5 in each power of ten, or powers of ten alone where those are too many, or a linear grid where they are too few. */
    static List<Double> logarithmic(double low, double high, int most) {
        List<Double> fine = decades(low, high, STEPS);
        if (fine.size() < ENOUGH) {
            return linear(low, high, Math.min(most, 2 * ENOUGH));
        }
        return fine.size() <= most ? fine : thinned(decades(low, high, new int[] {1}), most);
    }

    private static List<Double> thinned(List<Double> ticks, int most) {
        int every = (ticks.size() + most - 1) / most;
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i < ticks.size(); i += every) {
            kept.add(ticks.get(i));
        }
        return kept;
    }

    private static List<Double> decades(double low, double high, int[] steps) {
        List<Double> ticks = new ArrayList<>();
        int last = (int) Math.ceil(StrictMath.log10(high));
        for (int exponent = (int) Math.floor(StrictMath.log10(low)); exponent <= last; exponent++) {
            for (int step : steps) {
                double tick =
                        BigDecimal.valueOf(step).scaleByPowerOfTen(exponent).doubleValue();
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private static List<Double> multiples(long first, long last, int step, int exponent) {
        List<Double> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(BigDecimal.valueOf(i * step).scaleByPowerOfTen(exponent).doubleValue());
        }
        return ticks;
    }
}

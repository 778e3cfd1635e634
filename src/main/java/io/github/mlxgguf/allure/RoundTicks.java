package io.github.mlxgguf.allure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers within a range: multiples of 1, 2 or 5 times a power of ten. */
final class RoundTicks {
    private static final int[] STEPS = {1, 2, 5};

    private RoundTicks() {}

    /** Multiples of the smallest round step that gives at most so many. */
    static List<Double> between(double low, double high, int most) {
        if (!(high > low)) {
            return List.of(low);
        }
        for (int exponent = (int) Math.floor(StrictMath.log10((high - low) / most)) - 1; ; exponent++) {
            for (int step : STEPS) {
                double size =
                        BigDecimal.valueOf(step).scaleByPowerOfTen(exponent).doubleValue();
                long first = (long) Math.ceil(low / size - 1e-9);
                long last = (long) Math.floor(high / size + 1e-9);
                if (last - first + 1 <= most) {
                    return multiples(first, last, step, exponent);
                }
            }
        }
    }

    private static List<Double> multiples(long first, long last, int step, int exponent) {
        List<Double> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(BigDecimal.valueOf(i * step).scaleByPowerOfTen(exponent).doubleValue());
        }
        return ticks;
    }

    /** Every digit that it has and no more. */
    static String text(double tick) {
        return BigDecimal.valueOf(tick).stripTrailingZeros().toPlainString();
    }
}

package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.MemoryStat;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Measured values with their units: 3 significant digits and every digit before the point, whatever the locale. */
final class Figures {
    private static final int DIGITS = 3;
    /** No measurement bears more. */
    private static final int MOST_DECIMALS = 6;

    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_GB = 1e9;

    private Figures() {}

    static String of(double value, String unit) {
        return number(value) + " " + unit;
    }

    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = rounded(exact, exact);
        // 99.97 becomes 100.0 at the digits of its own magnitude; look again at the digits of the result.
        return rounded(exact, rounded).toPlainString();
    }

    private static BigDecimal rounded(BigDecimal exact, BigDecimal magnitude) {
        int decimals = DIGITS - (magnitude.precision() - magnitude.scale());
        return exact.setScale(Math.max(0, Math.min(decimals, MOST_DECIMALS)), RoundingMode.HALF_UP);
    }

    /** In MB (10^6 bytes) or GB (10^9). */
    static String bytes(long bytes) {
        return Math.abs(bytes) >= BYTES_PER_GB ? of(bytes / BYTES_PER_GB, "GB") : of(bytes / BYTES_PER_MB, "MB");
    }

    /** For example {@code median 1.2 GB, peak 1.3 GB (n = 10)}; no peak where there are too few readings. */
    static String memory(MemoryStat stat) {
        Long peak = stat.peakBytes();
        return "median " + bytes(stat.medianBytes()) + (peak == null ? "" : ", peak " + bytes(peak)) + " (n = "
                + stat.n() + ")";
    }
}

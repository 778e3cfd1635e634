package io.github.mlxgguf.analysis.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as every report shows them: a point for decimals, a narrow space between thousands from 10 000 on, as many digits as
 * a measurement bears. No locale has a say. MB is 10^6 bytes and GB is 10^9.
 */
public final class Numbers {
    /** What stands where a value is unknown. */
    public static final String UNKNOWN = "–";

    private static final char NARROW_NO_BREAK_SPACE = '\u202f';
    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_GB = 1e9;
    /** From here on a byte figure is written in GB. */
    private static final double GB_FROM_BYTES = 10 * BYTES_PER_GB;

    private static final int SIGNIFICANT_DIGITS = 3;
    /** What a ratio of equals is, as it is written. */
    private static final String ONE = "1.00";
    /** No measurement bears more; what is nearer to 1 is written as 1. */
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    /** A measured value: 3 significant digits, and every digit before the point. */
    public static String figure(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return UNKNOWN;
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = atScale(exact, decimals(exact));
        // 99.97 becomes 100.0 at the digits of its own magnitude; look again at the digits of the result.
        return group(atScale(exact, decimals(rounded)).toPlainString());
    }

    /** A number that was set, not measured: every digit that it has and no more. */
    public static String exact(double value) {
        return group(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    }

    /** Bytes as megabytes without a unit, every digit before the point; for columns whose differences matter. */
    public static String megabytes(@Nullable Long bytes) {
        return bytes == null ? UNKNOWN : figure(bytes / BYTES_PER_MB);
    }

    /** A whole number. */
    public static String count(@Nullable Long value) {
        return value == null ? UNKNOWN : group(Long.toString(value));
    }

    /** A whole number. */
    public static String count(@Nullable Integer value) {
        return value == null ? UNKNOWN : group(Integer.toString(value));
    }

    /** Bytes with their unit, MB or GB by size. */
    public static String bytes(@Nullable Long bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        String unit = byteUnit((double) bytes);
        return figure(inByteUnit((double) bytes, unit)) + " " + unit;
    }

    /** The unit in which byte figures of this size are best read: {@code MB} or {@code GB}. */
    public static String byteUnit(double largestBytes) {
        return Math.abs(largestBytes) >= GB_FROM_BYTES ? "GB" : "MB";
    }

    /** Bytes in a unit of {@link #byteUnit}. */
    public static double inByteUnit(double bytes, String unit) {
        return bytes / (unit.equals("GB") ? BYTES_PER_GB : BYTES_PER_MB);
    }

    /** A share as a percentage, for example {@code 4.2 %}. */
    public static String percent(double share) {
        return figure(share * 100) + "\u00a0%";
    }

    /**
     * A ratio with its interval, for example {@code 1.85 (1.70 to 2.02)}; without one if an end is null. Of an interval that does not
     * include 1 no number is written as 1.00: it has as many more digits as it takes to tell it from 1.
     */
    public static String ratio(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
        return low == null || high == null
                ? figure(value)
                : ratioValue(value, low, high) + " (" + interval(low, high) + ")";
    }

    /** The ratio alone, with the digits that {@link #ratio} gives it. */
    public static String ratioValue(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
        return value != null && low != null && high != null && (low > 1 || high < 1)
                ? figureBesideOne(value)
                : figure(value);
    }

    /** The interval alone, for example {@code 1.70 to 2.02}, with the digits that {@link #ratio} gives it. */
    public static String interval(double low, double high) {
        return low > 1 || high < 1
                ? figureBesideOne(low) + " to " + figureBesideOne(high)
                : figure(low) + " to " + figure(high);
    }

    private static String figureBesideOne(double value) {
        String usual = figure(value);
        if (!usual.equals(ONE)) {
            return usual;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        for (int decimals = SIGNIFICANT_DIGITS; decimals <= MOST_DECIMALS; decimals++) {
            BigDecimal rounded = atScale(exact, decimals);
            if (rounded.compareTo(BigDecimal.ONE) != 0) {
                return group(rounded.toPlainString());
            }
        }
        return usual;
    }

    /** A count with its noun, for example {@code 1 load} or {@code 3 loads}. */
    public static String counted(int count, String noun) {
        return String.format(Locale.ROOT, "%s %s%s", count(count), noun, count == 1 ? "" : "s");
    }

    private static int decimals(BigDecimal value) {
        int digitsBeforePoint = value.precision() - value.scale();
        return Math.max(0, SIGNIFICANT_DIGITS - digitsBeforePoint);
    }

    private static BigDecimal atScale(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_UP);
    }

    private static String group(String number) {
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String fraction = point < 0 ? "" : number.substring(point);
        String sign = whole.startsWith("-") ? "−" : "";
        String digits = whole.startsWith("-") ? whole.substring(1) : whole;
        if (digits.length() < 5) {
            return sign + digits + fraction;
        }
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                grouped.append(NARROW_NO_BREAK_SPACE);
            }
            grouped.append(digits.charAt(i));
        }
        return sign + grouped + fraction;
    }
}

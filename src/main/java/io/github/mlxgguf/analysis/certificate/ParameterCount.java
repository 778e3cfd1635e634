package io.github.mlxgguf.analysis.certificate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number of parameters as a server writes it, with what its rounding leaves open.
 *
 * @param value as written
 * @param low the least that rounds to it
 * @param high what no longer rounds to it
 */
record ParameterCount(double value, double low, double high) {
    /** The active parameters that a mixture of experts may name behind the total ({@code 26B-A4B}) say nothing about the files. */
    private static final Pattern TOTAL = Pattern.compile("(\\d+)(?:\\.(\\d+))?([bm])(?:-a\\d+(?:\\.\\d+)?[bm])?");

    /**
     * Reads for example {@code 70B}, {@code 1.5B}, {@code 270M} or {@code 26B-A4B}.
     *
     * @return null for everything else: {@code 8x22B} is not 176 and {@code 17B-16E} is not 272, because experts share layers
     */
    static @Nullable ParameterCount parse(@Nullable String text) {
        Matcher total = TOTAL.matcher(text == null ? "" : text.strip().toLowerCase(Locale.ROOT));
        if (!total.matches()) {
            return null;
        }
        double unit = total.group(3).equals("b") ? 1e9 : 1e6;
        String fraction = total.group(2) == null ? "" : total.group(2);
        double value = Double.parseDouble(total.group(1) + "." + fraction + "0") * unit;
        double half = unit * StrictMath.pow(10, -fraction.length()) / 2;
        return value <= 0 ? null : new ParameterCount(value, value - half, value + half);
    }

    /** Whether rounding alone could make one number of both. */
    boolean mayEqual(ParameterCount other) {
        return low < other.high && other.low < high;
    }

    /** The larger divided by the smaller. */
    double factor(ParameterCount other) {
        return Math.max(value, other.value) / Math.min(value, other.value);
    }
}

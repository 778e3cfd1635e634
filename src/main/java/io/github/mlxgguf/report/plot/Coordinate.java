package io.github.mlxgguf.report.plot;

/** Places on a drawing as text: one decimal at most, whatever the locale, so that the same drawing has the same bytes. */
final class Coordinate {
    private static final int TENTHS = 10;

    private Coordinate() {}

    /** A place in drawing units, rounded half up to a tenth. */
    static String of(double units) {
        if (!Double.isFinite(units)) {
            throw new IllegalArgumentException("a place on a drawing must be a number, found " + units);
        }
        long tenths = Math.round(units * TENTHS);
        String whole = Long.toString(Math.abs(tenths) / TENTHS);
        long rest = Math.abs(tenths) % TENTHS;
        return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
    }
}

package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.trace.Side;

/** The marks of the two builds: a circle for the baseline, a diamond for the candidate, so that colour is never needed. */
final class Shape {
    private static final double RADIUS = 5;
    private static final double HALF_DIAGONAL = 6.5;

    private Shape() {}

    static void draw(PlotCanvas canvas, Side side, double x, double y, boolean hollow) {
        String style = PlotCanvas.tone(side) + (hollow ? " pl-hollow" : " pl-ring");
        if (side == Side.BASELINE) {
            circle(canvas, style, x, y);
        } else {
            diamond(canvas, style, x, y);
        }
    }

    /** A square: it belongs to neither build. */
    static void neutral(PlotCanvas canvas, double x, double y, boolean hollow) {
        canvas.rect("pl-none" + (hollow ? " pl-hollow" : " pl-ring"), x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
    }

    private static void circle(PlotCanvas canvas, String style, double x, double y) {
        canvas.svg()
                .empty(
                        "circle",
                        "class",
                        style,
                        "cx",
                        Coordinate.of(x),
                        "cy",
                        Coordinate.of(y),
                        "r",
                        Coordinate.of(RADIUS));
    }

    private static void diamond(PlotCanvas canvas, String style, double x, double y) {
        canvas.path(
                style,
                "M" + Coordinate.of(x) + " " + Coordinate.of(y - HALF_DIAGONAL) + "L"
                        + Coordinate.of(x + HALF_DIAGONAL) + " " + Coordinate.of(y) + "L" + Coordinate.of(x) + " "
                        + Coordinate.of(y + HALF_DIAGONAL) + "L" + Coordinate.of(x - HALF_DIAGONAL) + " "
                        + Coordinate.of(y) + "Z");
    }
}

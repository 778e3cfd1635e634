package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;

/**
 * A frame with its two scales: grid, ticks and what they count.
 *
 * @param x scale from left to right
 * @param y scale from bottom to top
 */
record Axes(PlotCanvas canvas, Scale x, Scale y) {
    /** Room for tick labels at the left. */
    static final double LEFT = 68;
    /** Room below for tick labels and the name of the axis. */
    static final double BELOW = 46;

    private static final double TICK_GAP = 6;

    private double bottom() {
        return y.from();
    }

    private double top() {
        return y.to();
    }

    /** Horizontal lines with their values. */
    Axes rows() {
        for (double tick : y.ticks()) {
            double at = y.at(tick);
            canvas.line("pl-grid", x.from(), at, x.to(), at);
            canvas.text(x.from() - TICK_GAP, at + 4.5, Anchor.END, "pl-soft", Numbers.exact(tick));
        }
        canvas.line("pl-axis", x.from(), top(), x.from(), bottom());
        return this;
    }

    /** Vertical lines; with their values where {@code labelled}, as far as these do not touch. */
    Axes columns(boolean labelled) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : x.ticks()) {
            double at = x.at(tick);
            canvas.line("pl-grid", at, top(), at, bottom());
            String label = Numbers.exact(tick);
            double half = TextWidth.of(label, PlotCanvas.FONT) / 2;
            if (labelled && at - half > free && at + half < PlotCanvas.WIDTH) {
                canvas.text(at, bottom() + 18, Anchor.MIDDLE, "pl-soft", label);
                free = at + half + TICK_GAP;
            }
        }
        canvas.line("pl-axis", x.from(), bottom(), x.to(), bottom());
        return this;
    }

    /** What the horizontal axis counts, below it. */
    Axes nameBelow(String name) {
        canvas.text((x.from() + x.to()) / 2, bottom() + 38, Anchor.MIDDLE, "", name);
        return this;
    }

    /** What the vertical axis counts, above it: nobody has to turn the head. */
    Axes nameAbove(String name) {
        canvas.text(PlotCanvas.EDGE, top() - 10, Anchor.START, "", name);
        return this;
    }
}

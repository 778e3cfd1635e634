package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;

/** What the marks mean: entries side by side, on as many lines as they need. */
final class Legend {
    static final double LINE = 22;

    private static final double KEY = 26;
    private static final double GAP = 18;
    private static final double LEFT = PlotCanvas.EDGE;
    private static final double ROOM = PlotCanvas.WIDTH - 2 * PlotCanvas.EDGE;

    /** Draws the key of an entry around its middle. */
    @FunctionalInterface
    interface Key {
        void draw(PlotCanvas canvas, double x, double y);
    }

    private record Entry(Key key, String text) {
        double width() {
            return Math.min(ROOM, KEY + TextWidth.of(text, PlotCanvas.FONT));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    Legend add(String text, Key key) {
        entries.add(new Entry(key, text));
        return this;
    }

    /** The mark of a build. */
    Legend build(Side side, String text) {
        return add(text, (canvas, x, y) -> Shape.draw(canvas, side, x, y, false));
    }

    /** A patch of an area's style. */
    Legend patch(String style, String text) {
        return add(text, (canvas, x, y) -> canvas.rect(style, x - 9, y - 6, 18, 12));
    }

    double height() {
        double height = LINE;
        double x = 0;
        for (Entry entry : entries) {
            if (x > 0 && x + entry.width() > ROOM) {
                x = 0;
                height += LINE;
            }
            x += entry.width() + GAP;
        }
        return height;
    }

    void draw(PlotCanvas canvas, double top) {
        double x = 0;
        double y = top + LINE / 2;
        for (Entry entry : entries) {
            if (x > 0 && x + entry.width() > ROOM) {
                x = 0;
                y += LINE;
            }
            entry.key().draw(canvas, LEFT + x + KEY / 2 - 3, y);
            canvas.fitted(LEFT + x + KEY, y + 4.5, Anchor.START, "", entry.text(), ROOM - KEY);
            x += entry.width() + GAP;
        }
    }
}

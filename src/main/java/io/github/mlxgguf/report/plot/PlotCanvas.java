package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.trace.Side;
import java.util.List;

/** One plot while it is drawn: 720 units wide, which are shown as 640 to 900 pixels, so that text of 13 units stays readable. */
final class PlotCanvas {
    static final double WIDTH = 720;
    static final double FONT = 13;
    /** Where the drawing begins, below the title. */
    static final double TOP = 40;
    /** Free space at the left and right edge. */
    static final double EDGE = 12;

    private static final double TITLE_FONT = 15;
    private static final double TITLE_AT = 22;
    private static final double TITLE_LINE = 20;

    private final Svg svg = new Svg();

    /** Where a text is held. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        private String attribute() {
            return switch (this) {
                case START -> "start";
                case MIDDLE -> "middle";
                case END -> "end";
            };
        }
    }

    /**
     * Begins a plot.
     *
     * @param id as a file name and as a class; all other ids begin with it
     * @param description what one sees, for those who do not see it
     */
    PlotCanvas(String id, String title, String description, double height) {
        List<String> heading = heading(title);
        double above = (heading.size() - 1) * TITLE_LINE;
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                id,
                "viewBox",
                "0 " + Coordinate.of(-above) + " " + Coordinate.of(WIDTH) + " " + Coordinate.of(height + above),
                "role",
                "figure",
                "aria-labelledby",
                id + "-title",
                "aria-describedby",
                id + "-desc");
        svg.leaf("title", title, "id", id + "-title");
        svg.leaf("desc", description, "id", id + "-desc");
        svg.style(PlotStyle.of(id));
        PlotStyle.patterns(svg, id);
        rect("pl-page", 0, -above, WIDTH, height + above);
        for (int i = 0; i < heading.size(); i++) {
            text(EDGE, TITLE_AT - above + i * TITLE_LINE, Anchor.START, "pl-head", heading.get(i));
        }
    }

    /** The class of a build's marks. */
    static String tone(Side side) {
        return side == Side.BASELINE ? "pl-base" : "pl-cand";
    }

    Svg svg() {
        return svg;
    }

    void text(double x, double y, Anchor anchor, String style, String text) {
        svg.leaf(
                "text",
                text,
                "x",
                Coordinate.of(x),
                "y",
                Coordinate.of(y),
                "text-anchor",
                anchor.attribute(),
                "class",
                style);
    }

    /** A text that may be too long: cut then, and whole where the pointer rests. */
    void fitted(double x, double y, Anchor anchor, String style, String text, double room) {
        boolean bold = style.equals("pl-strong");
        hinted(x, y, anchor, style, text, TextWidth.fit(text, bold ? FONT * TextWidth.BOLD : FONT, room));
    }

    /** A title that is too long has a line above the drawing for the name at its start: what the plot is about is never cut. */
    private static List<String> heading(String title) {
        double font = TITLE_FONT * TextWidth.BOLD;
        double room = WIDTH - 2 * EDGE;
        int name = title.lastIndexOf(": ");
        if (name < 0 || TextWidth.of(title, font) <= room) {
            return List.of(TextWidth.fit(title, font, room));
        }
        return List.of(
                TextWidth.fit(title.substring(0, name + 1), font, room),
                TextWidth.fit(title.substring(name + 2), font, room));
    }

    private void hinted(double x, double y, Anchor anchor, String style, String text, String shown) {
        if (shown.equals(text)) {
            text(x, y, anchor, style, text);
            return;
        }
        openHint(text);
        text(x, y, anchor, style, shown);
        close();
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        svg.empty(
                "line",
                "class",
                style,
                "x1",
                Coordinate.of(x1),
                "y1",
                Coordinate.of(y1),
                "x2",
                Coordinate.of(x2),
                "y2",
                Coordinate.of(y2));
    }

    void rect(String style, double x, double y, double width, double height) {
        svg.empty(
                "rect",
                "class",
                style,
                "x",
                Coordinate.of(x),
                "y",
                Coordinate.of(y),
                "width",
                Coordinate.of(width),
                "height",
                Coordinate.of(height));
    }

    void path(String style, String path) {
        svg.empty("path", "class", style, "d", path);
    }

    /**
     * Begins something that a screen reader says; ends with {@link #close()}. The keyboard does not stop at it: the table beside the plot
     * says the same.
     */
    void openMark(String says) {
        svg.open("g", "role", "img");
        svg.leaf("title", says);
    }

    /** Begins something that says what it is where the pointer rests. */
    void openHint(String says) {
        svg.open("g");
        svg.leaf("title", says);
    }

    void close() {
        svg.close();
    }

    String finish() {
        svg.close();
        return svg.text();
    }
}

package io.github.mlxgguf.allure;

import java.util.Locale;

/** Pieces of SVG; whatever text it is given comes out as text, never as markup. */
final class Markup {
    private static final String REPLACEMENT = "\ufffd";

    private final StringBuilder written = new StringBuilder();

    /** Writes what is markup already. */
    Markup raw(String markup) {
        written.append(markup);
        return this;
    }

    /** An element that holds text alone; attributes come as they are written. */
    Markup leaf(String element, String attributes, String text) {
        return raw("<" + element + (attributes.isEmpty() ? "" : " " + attributes) + ">" + escape(text) + "</" + element
                + ">\n");
    }

    /** Text at a place; {@code anchor} is start, middle or end. */
    Markup text(double x, double y, String anchor, String style, String text) {
        return leaf(
                "text",
                "x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\" class=\"" + style + "\"",
                text);
    }

    Markup line(String style, double x1, double y1, double x2, double y2) {
        return raw("<line class=\"" + style + "\" x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2)
                + "\" y2=\"" + at(y2) + "\"/>\n");
    }

    Markup rect(String style, double x, double y, double width, double height) {
        return raw("<rect class=\"" + style + "\" x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(width)
                + "\" height=\"" + at(height) + "\"/>\n");
    }

    Markup path(String style, String path) {
        return raw("<path class=\"" + style + "\" d=\"" + path + "\"/>\n");
    }

    /** All that was written. */
    String text() {
        return written.toString();
    }

    /** A place in drawing units, to a tenth. */
    static String at(double units) {
        String tenths = String.format(Locale.ROOT, "%.1f", units);
        return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
    }

    /** Text as XML 1.0 can hold it; what it cannot hold becomes a replacement character. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\t', '\n', '\r' -> escaped.append(' ');
                default -> {
                    if (isXml(point)) {
                        escaped.appendCodePoint(point);
                    } else {
                        escaped.append(REPLACEMENT);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** As in XML 1.0, production 2. */
    private static boolean isXml(int point) {
        return (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || (point >= 0x10000 && point <= 0x10ffff);
    }
}

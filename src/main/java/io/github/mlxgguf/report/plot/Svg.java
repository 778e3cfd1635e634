package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.report.output.HarmlessText;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements one after the other; whatever text it is given comes out as text, never as markup. */
final class Svg {
    private static final String REPLACEMENT = "\ufffd";

    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes come as name, value, name, value. */
    Svg open(String element, String... attributes) {
        start(element, attributes);
        written.append('>');
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    Svg close() {
        written.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Writes an element without content. */
    Svg empty(String element, String... attributes) {
        start(element, attributes);
        written.append("/>\n");
        return this;
    }

    /** Writes an element that holds text alone. */
    Svg leaf(String element, String text, String... attributes) {
        start(element, attributes);
        written.append('>').append(escape(text)).append("</").append(element).append(">\n");
        return this;
    }

    /** Writes our own style sheet as it is; it must hold nothing that XML and HTML read differently. */
    Svg style(String rules) {
        if (rules.indexOf('<') >= 0 || rules.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet must not look like markup");
        }
        written.append("<style>\n").append(rules).append("</style>\n");
        return this;
    }

    /** All that was written; every element must be closed. */
    String text() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return written.toString();
    }

    private void start(String element, String... attributes) {
        written.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            written.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
    }

    /** The same text as XML 1.0 and HTML both read it; what XML cannot hold, or a reader would obey, becomes a replacement character. */
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
                    if (isXml(point) && !HarmlessText.isHarmful(point)) {
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

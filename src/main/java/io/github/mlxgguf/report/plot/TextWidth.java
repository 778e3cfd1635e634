package io.github.mlxgguf.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How wide a text may become, without asking the machine for its fonts: an upper bound over the sans-serif fonts that browsers take
 * by default, by class of character, as shares of the font size.
 */
final class TextWidth {
    /** How much wider bold text is. */
    static final double BOLD = 1.15;

    private static final double NARROW = 0.38;
    private static final double USUAL = 0.64;
    private static final double CAPITAL = 0.77;
    private static final double WIDE = 1.02;
    /** From here on scripts whose characters fill a square, and pictures. */
    private static final int SQUARE_FROM = 0x1100;

    private static final Pattern WORDS = Pattern.compile(" ");
    private static final String ELLIPSIS = "…";

    private TextWidth() {}

    /** An upper bound in drawing units. */
    static double of(String text, double fontSize) {
        return fontSize * text.codePoints().mapToDouble(TextWidth::share).sum();
    }

    /** The text, or as much of its start as fits with an ellipsis. */
    static String fit(String text, double fontSize, double room) {
        if (of(text, fontSize) <= room) {
            return text;
        }
        double left = room - of(ELLIPSIS, fontSize);
        StringBuilder kept = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            left -= fontSize * share(point);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(point);
            at += Character.charCount(point);
        }
        return kept.toString().stripTrailing() + ELLIPSIS;
    }

    /** The text on as many lines as it needs, at most so many; the last one is cut if there is more. */
    static List<String> wrap(String text, double fontSize, double room, int mostLines) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : WORDS.split(text, -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && lines.size() < mostLines - 1 && of(longer, fontSize) > room) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines.stream().map(each -> fit(each, fontSize, room)).toList();
    }

    private static double share(int point) {
        if ("iljtfI.,:;'|!()[] \u00a0\u202f-·".indexOf(point) >= 0) {
            return NARROW;
        }
        if ("mwMW@%…→←".indexOf(point) >= 0 || (point >= SQUARE_FROM && !isGeneralPunctuation(point))) {
            return WIDE;
        }
        return Character.isUpperCase(point) ? CAPITAL : USUAL;
    }

    private static boolean isGeneralPunctuation(int point) {
        return point >= 0x2000 && point < 0x2300;
    }
}

package io.github.mlxgguf.report.output;

/**
 * Takes from a text what a terminal or a browser would obey instead of showing it. A name from a server or a config may hold the order
 * that clears a screen, or the one that lets a line read backwards.
 */
public final class HarmlessText {
    private static final char REPLACEMENT = '\ufffd';

    private HarmlessText() {}

    /** The same text with U+FFFD for each such character; line ends and tabs stay. */
    public static String of(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLineEnd = c == '\n' || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
            harmless.append(isLineEnd || c == '\t' || !isHarmful(c) ? c : REPLACEMENT);
        }
        return harmless.toString();
    }

    /**
     * Whether it is a control character (Unicode category Cc) or has the property Bidi_Control, as Unicode 15, PropList.txt, lists
     * them.
     */
    public static boolean isHarmful(int point) {
        return Character.getType(point) == Character.CONTROL
                || point == 0x061c
                || point == 0x200e
                || point == 0x200f
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069);
    }
}

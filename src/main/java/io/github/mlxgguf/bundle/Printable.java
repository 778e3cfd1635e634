package io.github.mlxgguf.bundle;

/** Text out of a foreign file that goes to a terminal: no control characters, and not too much of it. */
final class Printable {
    private static final int SHOWN_CHARS = 80;
    private static final char REPLACEMENT = '\ufffd';

    private Printable() {}

    /** Each character that a terminal would act upon, or that turns the direction of a line, is replaced. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isActive(c) ? REPLACEMENT : c));
        return out.toString();
    }

    /** The beginning of it in quotation marks. */
    static String excerpt(String text) {
        return text.length() <= SHOWN_CHARS ? "'" + of(text) + "'" : "'" + of(text.substring(0, SHOWN_CHARS)) + "…'";
    }

    private static boolean isActive(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}

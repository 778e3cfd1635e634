package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.Excerpt;

/** Text out of a foreign file that goes to a terminal: no control characters, and not too much of it. */
final class Printable {
    private static final int SHOWN_CHARS = 80;

    private Printable() {}

    /** Each character that a terminal would act upon, or that turns the direction of a line, is replaced. */
    static String of(String text) {
        return Excerpt.printable(text);
    }

    /** The beginning of it in quotation marks. */
    static String excerpt(String text) {
        return text.length() <= SHOWN_CHARS ? "'" + of(text) + "'" : "'" + of(text.substring(0, SHOWN_CHARS)) + "…'";
    }
}

package io.github.mlxgguf.record;

/** The beginning of a text from a file, fit for a message: nothing in it can steer a terminal. */
final class Excerpt {
    private static final int SHOWN_CHARACTERS = 60;

    private Excerpt() {}

    /** In quotes, cut, each control or format character replaced. */
    static String of(String text) {
        String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        return "'" + shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "\uFFFD") + "'";
    }
}

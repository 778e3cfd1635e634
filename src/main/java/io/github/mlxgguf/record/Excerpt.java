package io.github.mlxgguf.record;

import java.util.regex.Pattern;

/** The beginning of a text from a file, fit for a message: nothing in it can steer a terminal. */
public final class Excerpt {
    private static final int SHOWN_CHARACTERS = 60;

    private static final Pattern ACTIVE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Excerpt() {}

    /** In quotes, cut, each control or format character replaced. */
    static String of(String text) {
        String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        return "'" + printable(shown) + "'";
    }

    /** Each control or format character replaced. */
    public static String printable(String text) {
        return ACTIVE.matcher(text).replaceAll("\uFFFD");
    }
}

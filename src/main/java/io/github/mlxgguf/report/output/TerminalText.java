package io.github.mlxgguf.report.output;

import org.jspecify.annotations.Nullable;

/** Takes from a line what a terminal would obey instead of showing it: control characters, and marks that turn the direction of writing. */
public final class TerminalText {
    private TerminalText() {}

    /** The same line with {@code ?} for each of them; a line is one line afterwards. */
    public static String of(@Nullable String text) {
        StringBuilder plain = new StringBuilder();
        (text == null ? "" : text)
                .codePoints()
                .map(point -> isHarmless(point) ? point : '?')
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

package io.github.mlxgguf.prompt;

import java.util.regex.Pattern;

/** Takes the formatting off a calculation: LaTeX commands that only set the type, and markdown emphasis. */
final class LatexText {
    /** What stands in braces, itself with a few braces in it; bounded, since Java's matcher recurses. */
    private static final String BRACED = "[^{}]*(?:\\{[^{}]*\\}[^{}]*){0,8}";

    private static final Pattern FRACTION =
            Pattern.compile("\\\\[dt]?frac\\s*\\{(" + BRACED + ")\\}\\s*\\{(" + BRACED + ")\\}");

    private static final Pattern TYPE =
            Pattern.compile("\\\\(?:text(?:bf|rm|it)?|math(?:rm|bf|sf|it)|operatorname|mbox)\\s*(?=\\{)");

    private static final Pattern SPACE = Pattern.compile("\\\\(?:[,;:! ]|quad\\b|qquad\\b)|~");
    private static final Pattern DOT = Pattern.compile("\\\\cdot(?![a-zA-Z])|\\u22C5");
    private static final Pattern MARKS = Pattern.compile("[*_`${}\\\\]|\\^|</?(?:b|strong|em|i|sup|sub)>");

    private LatexText() {}

    /** Boxes stay, so that their content can be found. */
    static String plain(String text) {
        String plain = FRACTION.matcher(text).replaceAll("$1/$2");
        plain = TYPE.matcher(plain).replaceAll("");
        plain = SPACE.matcher(plain).replaceAll(" ");
        return DOT.matcher(plain).replaceAll("\u00B7");
    }

    /** Without what is left of the formatting. */
    static String withoutMarks(String plain) {
        return MARKS.matcher(plain).replaceAll("");
    }
}

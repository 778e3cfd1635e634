package io.github.mlxgguf.prompt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a list.
 *
 * @param indent columns before it; a tab counts as four
 * @param marked whether it begins with a bullet or a number
 * @param numbered whether it begins with a number
 * @param heading whether it is a heading of markdown
 * @param bold whether all of it is emphasised
 * @param text without marker, emphasis and what stands in brackets
 */
record ListLine(int indent, boolean marked, boolean numbered, boolean heading, boolean bold, String text) {
    private static final Pattern MARKER =
            Pattern.compile("^(?:-\\s*(?=[^-\\s])|[*+]\\s+|[\\u2022\\u2023\\u25E6\\u25AA\\u25CF\\u00B7]\\s*"
                    + "|(?<number>\\*{0,2}\\(?\\d{1,3}[.):]\\)?\\*{0,2}\\s+)){1,3}");

    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s*");
    private static final Pattern BOLD = Pattern.compile("^(?:\\*\\*|__)([^*_]+)(?:\\*\\*|__):?$");
    private static final Pattern EMPHASIS = Pattern.compile("\\*+|__+|`");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\s*\\([^()]*\\)|\\s*\\[[^\\[\\]]*\\]");
    private static final Pattern PICTURES = Pattern.compile("[\\p{So}\\p{Sk}\\uFE0F]+");
    private static final int TAB = 4;

    static ListLine of(String line) {
        int indent = 0;
        int start = 0;
        while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
            indent += line.charAt(start) == '\t' ? TAB : 1;
            start++;
        }
        String text = line.substring(start);
        Matcher marker = MARKER.matcher(text);
        boolean marked = marker.find();
        boolean numbered = marked && marker.group("number") != null;
        text = marked ? text.substring(marker.end()) : text;
        text = PICTURES.matcher(text).replaceAll("").strip();
        Matcher heading = HEADING.matcher(text);
        boolean isHeading = heading.find();
        text = isHeading ? text.substring(heading.end()) : text;
        boolean bold = BOLD.matcher(text).matches();
        text = EMPHASIS.matcher(text).replaceAll("");
        return new ListLine(
                indent,
                marked,
                numbered,
                isHeading,
                bold,
                IN_BRACKETS.matcher(text).replaceAll("").strip());
    }
}

package io.github.mlxgguf.report;

import java.util.List;
import java.util.stream.Collectors;

/** The words of a page, one block a line: what a reader has of it, without what the style sheet says. */
final class HtmlText {
    private static final List<String> UNREAD = List.of("head", "style", "svg");

    private HtmlText() {}

    static String of(String html) {
        String text = html;
        for (String element : UNREAD) {
            text = text.replaceAll("(?s)<" + element + "[ >].*?</" + element + ">", "");
        }
        // What a screen reader is not told has words beside it.
        text = text.replaceAll("<span aria-hidden=\"true\">.*?</span>", "")
                .replaceAll("\\s+", " ")
                .replaceAll("</t[dh]>(?=<t[dh])", " | ")
                .replaceAll("</(?:p|li|tr|h1|h2|h3|caption|summary|figcaption|strong|a)>", "\n")
                .replaceAll("<[^>]*>", "");
        return unescaped(text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}

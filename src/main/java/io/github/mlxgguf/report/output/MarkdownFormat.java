package io.github.mlxgguf.report.output;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Escapes text for Markdown with tables (the GitHub flavour): a name can neither end a cell, nor start markup, nor bring HTML
 * along. Line breaks become spaces.
 */
final class MarkdownFormat extends CommonMarkupOutputFormat<MarkdownFormat.Output> {
    static final MarkdownFormat INSTANCE = new MarkdownFormat();
    private static final String ESCAPED_ALWAYS = "\\|*`[]~";

    private MarkdownFormat() {}

    @Override
    public String getName() {
        return "Markdown";
    }

    @Override
    public String getMimeType() {
        return "text/markdown";
    }

    @Override
    public String escapePlainText(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(escaped, text, i);
        }
        return escaped.toString();
    }

    private static void appendEscaped(StringBuilder escaped, String text, int at) {
        char c = text.charAt(at);
        switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '\r' -> {}
            case '\n' -> escaped.append(' ');
            case '_' -> escaped.append(isInsideWord(text, at) ? "_" : "\\_");
            default -> {
                if (ESCAPED_ALWAYS.indexOf(c) >= 0) {
                    escaped.append('\\');
                }
                escaped.append(c);
            }
        }
    }

    /** An underscore between letters or digits, as in {@code ttft_ms}, never starts emphasis. */
    private static boolean isInsideWord(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtInName) {
        return false;
    }

    @Override
    protected Output newTemplateMarkupOutputModel(@Nullable String plainText, @Nullable String markup) {
        return new Output(plainText, markup);
    }

    /** Text that is Markdown already. */
    static final class Output extends CommonTemplateMarkupOutputModel<Output> {
        private Output(@Nullable String plainText, @Nullable String markup) {
            super(plainText, markup);
        }

        @Override
        public MarkdownFormat getOutputFormat() {
            return INSTANCE;
        }
    }
}

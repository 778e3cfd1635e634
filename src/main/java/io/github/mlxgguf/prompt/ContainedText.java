package io.github.mlxgguf.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a text stands in the answer, with whatever markdown and punctuation between its words. */
final class ContainedText implements AnswerCheck {
    private static final String NO_WORD = "[^\\p{L}\\p{N}]";
    private static final String BETWEEN = NO_WORD + "{0,4}";

    private final String id;
    private final String text;
    private final Pattern pattern;

    ContainedText(String id, String text) {
        List<String> words = Arrays.stream(text.split(NO_WORD + "+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a text with a letter or a digit is expected, found '" + text + "'");
        }
        this.id = id;
        this.text = text;
        this.pattern = Pattern.compile(
                words.stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining(BETWEEN, "(?<!\\p{L}|\\p{N})", "(?!\\p{L}|\\p{N})")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Verdict check(String answer) {
        String plain = AnswerText.plain(answer);
        boolean found = pattern.matcher(plain).find();
        String what = found ? "it" : AnswerText.hasWords(plain) ? "an answer without it" : "an empty answer";
        return new Verdict(found, "expected '" + text + "', found " + what);
    }
}

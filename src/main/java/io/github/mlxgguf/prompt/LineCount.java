package io.github.mlxgguf.prompt;

/**
 * How many lines an answer has that hold a letter or a digit.
 *
 * <p>Rules, fences of code blocks and lines of signs only are formatting and don't count. A title counts: who asks for three
 * lines and nothing else did not ask for a title.
 */
final class LineCount implements AnswerCheck {
    private final int expected;

    LineCount(int expected) {
        this.expected = expected;
    }

    @Override
    public String id() {
        return "lines";
    }

    @Override
    public Verdict check(String answer) {
        long found = AnswerText.lines(AnswerText.plain(answer)).stream()
                .map(String::strip)
                .filter(line -> !line.startsWith("```") && AnswerText.hasWords(line))
                .count();
        return new Verdict(
                found == expected, "expected " + expected + (expected == 1 ? " line" : " lines") + ", found " + found);
    }
}

package io.github.mlxgguf.prompt;

import java.util.List;

/** The checks that prompts carry. */
public final class AnswerChecks {
    private AnswerChecks() {}

    /**
     * The final answer is a number with a unit; a number of the way to it does not count. Its id is {@code stated-number}.
     *
     * @param value as written in digits, for example {@code 80}
     * @param units spellings of the unit, the usual one first; white space and upper case don't matter
     * @throws IllegalArgumentException without any unit or if the value is no number
     */
    public static AnswerCheck number(String value, String... units) {
        return new StatedNumber(value, List.of(units));
    }

    /** Whether an answer says anything at all, beside reasoning that was left in it. */
    public static boolean hasWords(String answer) {
        return AnswerText.hasWords(AnswerText.plain(answer));
    }

    /** The answer has exactly so many lines that hold a letter or a digit; a title is one of them. Its id is {@code lines}. */
    public static AnswerCheck lines(int count) {
        return new LineCount(count);
    }

    /** The answer lists exactly so many different things; headings don't count. Its id is {@code list-items}. */
    public static AnswerCheck listItems(int count) {
        return new ListItemCount(count);
    }

    /**
     * A text stands in the answer as words of its own; upper case, white space and punctuation don't matter.
     *
     * @throws IllegalArgumentException if the text has no letter or digit
     */
    public static AnswerCheck contains(String id, String text) {
        return new ContainedText(id, text);
    }
}

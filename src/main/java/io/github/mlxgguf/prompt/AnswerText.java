package io.github.mlxgguf.prompt;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/** An answer made plain for the checks: one spelling of characters, no reasoning, no end tokens. */
final class AnswerText {
    /** Some templates leave the reasoning in the text; an unclosed block lasts to the end. */
    private static final Pattern REASONING =
            Pattern.compile("(?s)(?i:<think>).*?(?:(?i:</think>)|\\z)|\\[THINK].*?(?:\\[/THINK]|\\z)");

    /** Where the template opens the block inside the prompt, only its end stands in the text. */
    private static final Pattern REASONING_WITHOUT_START = Pattern.compile("(?s)^.*(?:(?i:</think>)|\\[/THINK])");

    /** Tokens that end a turn, which some conversions print. */
    private static final Pattern END_TOKENS = Pattern.compile(
            "(?:(?:</s>|<\\|(?:eot_id|eom_id|im_end|end|end_of_text|endoftext)\\|>|<end_of_turn>)\\s*+)++\\z");

    private static final Pattern LINE_BREAK_TAG = Pattern.compile("(?i)<br\\s*/?>");
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200B-\\u200D\\u2060\\uFEFF\\u00AD]");
    private static final Pattern HYPHENS = Pattern.compile("[\\u2010-\\u2015\\u2212]");
    private static final Pattern LINE_END = Pattern.compile("\\R");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int SHOWN_CHARACTERS = 40;

    private AnswerText() {}

    /** The answer in compatibility form (so a full-width 8 is an 8), with plain hyphens. */
    static String plain(String answer) {
        String text = REASONING.matcher(answer).replaceAll("");
        text = REASONING_WITHOUT_START.matcher(text).replaceFirst("");
        text = END_TOKENS.matcher(text).replaceFirst("");
        text = Normalizer.normalize(text, Normalizer.Form.NFKC);
        text = INVISIBLE.matcher(text).replaceAll("");
        text = HYPHENS.matcher(text).replaceAll("-");
        return LINE_BREAK_TAG.matcher(text).replaceAll("\n");
    }

    /** The lines, whatever ends them. */
    static List<String> lines(String plain) {
        return List.of(LINE_END.split(plain, -1));
    }

    /** Whether there is anything to read in it. */
    static boolean hasWords(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** A piece of an answer, short enough for a detail. */
    static String shown(String piece) {
        String flat = BLANKS.matcher(piece).replaceAll(" ").strip();
        return flat.codePointCount(0, flat.length()) <= SHOWN_CHARACTERS
                ? flat
                : flat.substring(0, flat.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }
}

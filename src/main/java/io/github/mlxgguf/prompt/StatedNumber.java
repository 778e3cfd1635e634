package io.github.mlxgguf.prompt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the final answer is a number with a unit.
 *
 * <p>The final answer is, in this order: what the last box (LaTeX) holds; the first number with the unit after the
 * word "answer" in the last line that has one; the last number with the unit anywhere; a number without any unit that is the only one of the last line. A number
 * that is denied ("not 90 km/h") and a range ("60-80 km/h") are never the expected one. Numbers in words are not read.
 */
final class StatedNumber implements AnswerCheck {
    private static final String DIGITS = "\\d+(?:[.,]\\d+){0,6}";
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern LEADING_ZERO = Pattern.compile("^0\\d");
    private static final Pattern DENIED =
            Pattern.compile("(?i)\\b(?:not|instead of|rather than)(?: just| only| simply)?\\s*$");
    private static final Pattern BOX = Pattern.compile("\\\\(?:boxed|fbox)\\s*\\{");
    private static final Pattern SAYS_ANSWER = Pattern.compile("(?i)\\banswer\\b");
    private static final Pattern BARE = Pattern.compile("(?<![\\w.,-])(" + DIGITS + ")(\\s*[^\\s.!)\\]]*)");
    private static final Pattern ANY_NUMBER = Pattern.compile(DIGITS);
    private static final Pattern NUMBERING = Pattern.compile("^\\s*\\d+[.)]\\s+");

    private final BigDecimal value;
    private final String expected;
    private final Pattern statement;

    private record Found(@Nullable BigDecimal value, String text) {}

    StatedNumber(String value, List<String> units) {
        if (units.isEmpty()) {
            throw new IllegalArgumentException("at least one spelling of the unit is expected, found none");
        }
        this.value = new BigDecimal(value);
        this.expected = value + " " + units.get(0);
        String anyUnit = units.stream()
                .sorted((one, other) -> other.length() - one.length())
                .map(StatedNumber::loosely)
                .collect(Collectors.joining("|", "(?:", ")"));
        this.statement = Pattern.compile(
                "(?<![\\w.,])(?<sign>(?<![\\d)]\\s?)-)?(?<from>" + DIGITS + "\\s*(?:" + anyUnit
                        + ")?\\s*(?:-|\\bto\\b)\\s*)?" + "(?<number>" + DIGITS + ")[\\s-]*" + anyUnit
                        + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE);
    }

    @Override
    public String id() {
        return "stated-number";
    }

    @Override
    public Verdict check(String answer) {
        String plain = LatexText.plain(AnswerText.plain(answer));
        Found found = finalAnswer(plain);
        if (found == null) {
            String what = AnswerText.hasWords(plain) ? "no such statement" : "an empty answer";
            return new Verdict(false, "expected " + expected + ", found " + what);
        }
        boolean same = found.value() != null && found.value().compareTo(value) == 0;
        return new Verdict(same, "expected " + expected + ", found " + AnswerText.shown(found.text()));
    }

    private @Nullable Found finalAnswer(String plain) {
        List<String> lines = AnswerText.lines(plain);
        List<String> boxes = restsAfter(BOX, lines);
        Found found = firstOfLast(boxes);
        found = found == null ? soleNumber(boxes) : found;
        found = found == null ? firstOfLast(restsAfter(SAYS_ANSWER, lines)) : found;
        found = found == null ? last(plain) : found;
        return found == null ? soleNumber(lines) : found;
    }

    /** What follows the mark in each line that has it. */
    private static List<String> restsAfter(Pattern mark, List<String> lines) {
        return lines.stream()
                .flatMap(line -> mark.matcher(line).results().limit(1).map(found -> line.substring(found.end())))
                .toList();
    }

    /** The first statement of the last text that has one. */
    private @Nullable Found firstOfLast(List<String> texts) {
        Found first = null;
        for (String text : texts) {
            List<Found> all = statements(text);
            first = all.isEmpty() ? first : all.get(0);
        }
        return first;
    }

    private @Nullable Found last(String text) {
        List<Found> all = statements(text);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** The numbers with the unit that are not denied. */
    private List<Found> statements(String marked) {
        List<Found> found = new ArrayList<>();
        String text = LatexText.withoutMarks(marked);
        Matcher matcher = statement.matcher(text);
        while (matcher.find()) {
            if (!DENIED.matcher(text.substring(0, matcher.start())).find()) {
                boolean plainNumber = matcher.group("from") == null && matcher.group("sign") == null;
                found.add(new Found(plainNumber ? number(matcher.group("number")) : null, matcher.group()));
            }
        }
        return found;
    }

    /** The only number of the last text that has words, if no unit of something else follows it. */
    private static @Nullable Found soleNumber(List<String> texts) {
        List<String> spoken = texts.stream().filter(AnswerText::hasWords).toList();
        if (spoken.isEmpty()) {
            return null;
        }
        String text = NUMBERING
                .matcher(LatexText.withoutMarks(spoken.get(spoken.size() - 1)))
                .replaceFirst("");
        Matcher matcher = BARE.matcher(text);
        if (ANY_NUMBER.matcher(text).results().count() != 1
                || !matcher.find()
                || !matcher.group(2).isBlank()
                || DENIED.matcher(text.substring(0, matcher.start())).find()) {
            return null;
        }
        return new Found(number(matcher.group(1)), matcher.group(1) + " without a unit");
    }

    /** A comma separates thousands if three digits follow, else decimals. */
    private static @Nullable BigDecimal number(String digits) {
        if (LEADING_ZERO.matcher(digits).find()) {
            return null; // the end of a number that is written in groups
        }
        String english = THOUSANDS.matcher(digits).matches() ? digits.replace(",", "") : digits.replace(',', '.');
        try {
            return new BigDecimal(english);
        } catch (NumberFormatException severalPoints) {
            return null;
        }
    }

    private static String loosely(String unit) {
        StringBuilder pattern = new StringBuilder();
        unit.codePoints().forEach(sign -> {
            if (Character.isWhitespace(sign)) {
                pattern.append("\\s+");
            } else if (Character.isLetterOrDigit(sign)) {
                pattern.appendCodePoint(sign);
            } else {
                pattern.append("\\s*")
                        .append(Pattern.quote(Character.toString(sign)))
                        .append("\\s*");
            }
        });
        return pattern.toString();
    }
}

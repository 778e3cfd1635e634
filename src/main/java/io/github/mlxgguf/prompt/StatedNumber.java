package io.github.mlxgguf.prompt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the final answer is a number with a unit.
 *
 * <p>The final answer is, in this order: what the last box (LaTeX) holds; the first number with the unit after "answer is"
 * or "answer:" in the last line that has one, or the number that such a line gives at once without the unit; the last number
 * with the unit anywhere, though one in a check or an assumption only if there is no other; a number without any unit that is
 * the only one of the last line. The unit may stand before the number ("speed (km/h) = 80"). A number that is denied ("not 90
 * km/h") and a range ("60-80 km/h") are never the expected one. Numbers in words are not read.
 */
final class StatedNumber implements AnswerCheck {
    private static final String DIGITS = "\\d+(?:[.,]\\d+){0,6}";
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern LEADING_ZERO = Pattern.compile("^0\\d");
    private static final Pattern DENIED = Pattern.compile("(?i)(?:\\bnot|n['\u2019]t|\\binstead of|\\brather than"
            + "|\\b(?:less|more|lower|higher|slower|faster) than)(?: just| only| simply| exactly)?\\s*$");

    /** What follows the speed of an assumption: "60 km/h would take two hours". */
    private static final Pattern ASSUMED = Pattern.compile("(?i)^\\s+(?:would|could)\\b");

    private static final Pattern CHECKS = Pattern.compile("(?i)^\\W*(?:sanity[ -]?|double-?)?(?:check|verif)");
    private static final Pattern BOX = Pattern.compile("\\\\(?:boxed|fbox)\\s*\\{");
    private static final Pattern SAYS_ANSWER = Pattern.compile("(?i)\\banswer\\b[*_\\s]*(?:is\\b|:|=)");

    /** A line that begins with a number and is no calculation; what follows the number may be another unit. */
    private static final Pattern AT_ONCE = Pattern.compile(
            "(?i)^[\\s:~\\[(]*(?:(?:about|approximately|roughly)\\s+)?(?<number>" + DIGITS
                    + ")(?![.,]?\\d|\\s*[-+/x\u00D7\u00F7\u2248])(?<unit>\\s*(?![^=]*=)[\\p{L}%\u00B0][^\\s.,!)\\]]*)?(?![^=]*=).*$");

    private static final Pattern NO_UNIT = Pattern.compile("(?i)as|and|or|in|for|since|because|which|when|is");
    private static final Pattern BARE = Pattern.compile("(?<![\\w.,-])(" + DIGITS + ")(\\s*[^\\s.!)\\]]*)");
    private static final Pattern ANY_NUMBER = Pattern.compile(DIGITS);
    private static final Pattern NUMBERING = Pattern.compile("^\\s*\\d+[.)]\\s+");

    private final BigDecimal value;
    private final String expected;
    private final Pattern statement;
    private final Pattern labelled;

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
                "(?<![\\w.,])(?<sign>(?<![\\d)]\\s?)-)?(?<from>(?<!\\b(?:step|part|line|point)\\s)" + DIGITS + "\\s*(?:"
                        + anyUnit
                        + ")?\\s*(?:-|\\bto\\b)\\s*)?" + "(?<number>" + DIGITS + ")[\\s(\\[-]*" + anyUnit
                        + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE);
        this.labelled = Pattern.compile(
                "(?:[(\\[]\\s*|\\bin\\s+)" + anyUnit
                        + "(?![\\p{L}\\p{N}])[^\\r\\n]*(?:[=:\u2248]|\\bis\\b)\\s*(?<number>" + DIGITS
                        + ")[\\s.!)\\]]*$",
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
        found = found == null ? answerIn(restsAfterAnswer(lines)) : found;
        found = found == null
                ? lastOf(lines.stream().filter(line -> !CHECKS.matcher(line).find()))
                : found;
        found = found == null ? last(statements(plain, true)) : found;
        return found == null ? soleNumber(lines) : found;
    }

    /** What follows the mark in each line that has it. */
    private static List<String> restsAfter(Pattern mark, List<String> lines) {
        return lines.stream()
                .flatMap(line -> mark.matcher(line).results().limit(1).map(found -> line.substring(found.end())))
                .toList();
    }

    /** What each line says after "answer:"; if nothing, the next line. */
    private static List<String> restsAfterAnswer(List<String> lines) {
        List<String> spoken = lines.stream().filter(AnswerText::hasWords).toList();
        List<String> rests = new ArrayList<>();
        for (int index = 0; index < spoken.size(); index++) {
            Matcher mark = SAYS_ANSWER.matcher(spoken.get(index));
            if (mark.find()) {
                String rest = spoken.get(index).substring(mark.end());
                if (AnswerText.hasWords(rest)) {
                    rests.add(rest);
                } else if (index + 1 < spoken.size() && saidAtOnce(spoken.get(index + 1)) != null) {
                    rests.add(spoken.get(index + 1));
                }
            }
        }
        return rests;
    }

    /** The first statement of the last text that has one. */
    private @Nullable Found firstOfLast(List<String> texts) {
        Found first = null;
        for (String text : texts) {
            List<Found> all = statements(text, false);
            first = all.isEmpty() ? first : all.get(0);
        }
        return first;
    }

    /** The same, where a number that the text begins with will do. */
    private @Nullable Found answerIn(List<String> rests) {
        Found last = null;
        for (String rest : rests) {
            Found found = firstOfLast(List.of(rest));
            found = found == null ? saidAtOnce(rest) : found;
            last = found == null ? last : found;
        }
        return last;
    }

    private static @Nullable Found saidAtOnce(String rest) {
        Matcher matcher = AT_ONCE.matcher(LatexText.withoutMarks(rest));
        if (!matcher.find()) {
            return null;
        }
        String digits = matcher.group("number");
        String unit = matcher.group("unit");
        boolean bare = unit == null || NO_UNIT.matcher(unit.strip()).matches();
        return bare ? new Found(number(digits), digits + " without a unit") : new Found(null, digits + unit);
    }

    private @Nullable Found lastOf(Stream<String> lines) {
        return last(statements(lines.collect(Collectors.joining("\n")), false));
    }

    private static @Nullable Found last(List<Found> all) {
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** The numbers with the unit that are not denied. */
    private List<Found> statements(String marked, boolean assumedToo) {
        NavigableMap<Integer, Found> found = new TreeMap<>();
        String text = LatexText.withoutMarks(marked);
        Matcher matcher = statement.matcher(text);
        while (matcher.find()) {
            boolean denied = DENIED.matcher(text.substring(0, matcher.start())).find();
            boolean assumed = ASSUMED.matcher(text.substring(matcher.end())).find();
            if (!denied && (assumedToo || !assumed)) {
                boolean plainNumber = matcher.group("from") == null && matcher.group("sign") == null;
                found.put(
                        matcher.start("number"),
                        new Found(plainNumber ? number(matcher.group("number")) : null, matcher.group()));
            }
        }
        int from = 0;
        for (String line : AnswerText.lines(text)) {
            Matcher label = labelled.matcher(line);
            if (label.find()) {
                String digits = label.group("number");
                found.putIfAbsent(from + label.start("number"), new Found(number(digits), digits));
            }
            from += line.length() + 1;
        }
        return List.copyOf(found.values());
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
                pattern.append("[\\s-]+");
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

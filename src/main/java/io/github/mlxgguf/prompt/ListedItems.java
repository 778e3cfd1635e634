package io.github.mlxgguf.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the items of a list that is grouped under headings, often colours.
 *
 * <ul>
 *   <li>A bulleted or numbered line is an item; with commas in it, several, unless the list has an item in each line: then
 *       what stands after the comma explains it, as what stands in brackets or after a dash or a colon always does.
 *   <li>A bulleted sentence ("Note that …") is talk.
 *   <li>Headings are: markdown headings, lines that end with a colon, lines with more deeply indented items or, under a number, bullets below, and
 *       lines of colour words only ("Red", "Red fruits"). A bulleted "Orange" is the fruit, unless it is as above or bold among bullets that are not.
 *   <li>After a colour and a colon come items: "Red: apple, cherry". After a bulleted "Orange:" only if other colours are
 *       bulleted like it.
 *   <li>Without any bullets, short lines without a full stop are items; with them, other lines are talk around the list.
 * </ul>
 */
final class ListedItems {
    private static final Set<String> COLOURS = Set.of(
            "red",
            "orange",
            "yellow",
            "green",
            "blue",
            "purple",
            "violet",
            "pink",
            "brown",
            "black",
            "white",
            "gray",
            "grey",
            "indigo",
            "magenta",
            "tan",
            "beige",
            "gold",
            "golden",
            "multicolored",
            "multicoloured");

    private static final Set<String> BESIDE_COLOURS = Set.of(
            "fruit", "fruits", "and", "or", "the", "dark", "light", "colored", "coloured", "color", "colour", "group");

    /** The one colour that is a fruit as well. */
    private static final String COLOUR_AND_FRUIT = "orange";

    private static final int WORDS_OF_AN_ITEM = 4;
    private static final int WORDS_OF_A_SENTENCE = 4;
    private static final Pattern NOTE = Pattern.compile("(?i)note(?:\\s+that\\b.*|s)?", Pattern.DOTALL);
    private static final Pattern AFTER_COMMA = Pattern.compile("\\s*[,;\\u3001].*$", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");
    private static final Pattern COMMAS = Pattern.compile("\\s*[,;\\u3001]\\s*(?:(?:and|or)\\s+)?");
    private static final Pattern LAST_AND = Pattern.compile("\\s+(?:and|&)\\s+(?=[^,;]*$)");
    private static final Pattern LABEL = Pattern.compile("(?s)([^:]+?)(?::|(?<!(?i:orange))\\s+-+\\s)(.*)");
    private static final Pattern EXPLANATION = Pattern.compile("\\s+-+\\s+.*$|:.*$", Pattern.DOTALL);
    private static final Pattern SENTENCE = Pattern.compile(".*[.!?]$", Pattern.DOTALL);
    private static final Pattern END_SIGN = Pattern.compile("[.,;]+$");

    private final List<ListLine> lines;
    private final boolean bulleted;
    private final boolean allBold;
    private final boolean coloursBulleted;
    private final boolean itemInEachLine;

    private ListedItems(List<ListLine> lines) {
        this.lines = lines;
        this.bulleted = lines.stream().anyMatch(ListLine::marked);
        this.allBold = lines.stream().filter(ListLine::marked).allMatch(ListLine::bold);
        this.coloursBulleted = lines.stream()
                .filter(ListLine::marked)
                .map(line -> LABEL.matcher(line.text()))
                .anyMatch(label -> label.matches() && isColours(label.group(1)) && !isOrange(label.group(1)));
        this.itemInEachLine =
                IntStream.range(1, lines.size()).anyMatch(index -> isBulletedItem(index - 1) && isBulletedItem(index));
    }

    /** The items in order, repeated ones too. */
    static List<String> of(String plain) {
        ListedItems list = new ListedItems(AnswerText.lines(plain).stream()
                .filter(AnswerText::hasWords)
                .map(ListLine::of)
                .toList());
        List<String> items = new ArrayList<>();
        for (int index = 0; index < list.lines.size(); index++) {
            list.itemsOf(index).filter(AnswerText::hasWords).forEach(items::add);
        }
        return items;
    }

    private Stream<String> itemsOf(int index) {
        ListLine line = lines.get(index);
        Matcher label = LABEL.matcher(line.text());
        if (isColourLabel(label, line)) {
            return split(label.group(2), true);
        }
        if (isHeading(index, line)) {
            return Stream.empty();
        }
        String item = EXPLANATION.matcher(line.text()).replaceFirst("");
        if (line.marked()) {
            return bulletedItems(item);
        }
        boolean talk = bulleted
                || item.length() < line.text().length()
                || SENTENCE.matcher(item).matches()
                || item.split("\\s+", -1).length > WORDS_OF_AN_ITEM;
        return talk ? Stream.empty() : split(item, item.contains(","));
    }

    private Stream<String> bulletedItems(String text) {
        boolean several = text.contains(",") && !itemInEachLine;
        String item = several ? text : AFTER_COMMA.matcher(text).replaceFirst("");
        boolean sentence = !several && item.endsWith(".") && BLANKS.split(item, -1).length >= WORDS_OF_A_SENTENCE;
        return sentence || NOTE.matcher(item).matches() ? Stream.empty() : split(item, several);
    }

    private boolean isColourLabel(Matcher label, ListLine line) {
        return label.matches()
                && isColours(label.group(1))
                && (!line.marked() || coloursBulleted || !isOrange(label.group(1)));
    }

    private boolean isBulletedItem(int index) {
        ListLine line = lines.get(index);
        return line.marked() && !isColourLabel(LABEL.matcher(line.text()), line) && !isHeading(index, line);
    }

    private static boolean isOrange(String text) {
        return text.strip().equalsIgnoreCase(COLOUR_AND_FRUIT);
    }

    private boolean isHeading(int index, ListLine line) {
        if (line.heading() || line.text().endsWith(":") || hasItemsBelow(index, line)) {
            return true;
        }
        boolean surelyColour = !isOrange(AFTER_COMMA.matcher(line.text()).replaceFirst(""))
                || (line.bold() && !(line.marked() && allBold));
        return isColours(line.text()) && surelyColour;
    }

    private boolean hasItemsBelow(int index, ListLine line) {
        if (index + 1 == lines.size()) {
            return false;
        }
        ListLine below = lines.get(index + 1);
        boolean bulletsOfANumber = line.numbered() && !below.numbered();
        return below.marked() && (below.indent() > line.indent() || bulletsOfANumber);
    }

    private static boolean isColours(String text) {
        List<String> words = Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT), -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.stream().anyMatch(COLOURS::contains)
                && words.stream().allMatch(word -> COLOURS.contains(word) || BESIDE_COLOURS.contains(word));
    }

    private static Stream<String> split(String text, boolean several) {
        Stream<String> parts =
                several ? Arrays.stream(COMMAS.split(LAST_AND.matcher(text).replaceFirst(", "), -1)) : Stream.of(text);
        return parts.map(part -> END_SIGN.matcher(part.strip()).replaceFirst("").strip());
    }
}

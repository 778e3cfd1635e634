package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of the file, or the place where it is missing. A value that cannot be used is reported and read as its
 * fallback; the caller throws in the end, so that no fallback of a wrong value is ever used.
 *
 * @param node null if the key is missing
 * @param where the value, or the map that lacks it
 */
record YamlValue(@Nullable Node node, Mark where, String path, ReadContext context) {
    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

    /** Missing, or written as {@code null} or as nothing at all. */
    boolean isAbsent() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    /** Whether something stands here, were it only {@code null}. */
    boolean isWritten() {
        return node != null;
    }

    /** File, line, column and path, for a problem that is found after the file was read. */
    String place() {
        return context.problems().place(where) + path;
    }

    void report(String text) {
        context.problems().add(where, path, text);
    }

    void refuse(String found, String allowed) {
        report("found " + found + "; allowed: " + allowed + ".");
    }

    /** Text that must be there and not be blank. */
    String requiredText() {
        return requiredText("text");
    }

    /** Text that must be there and not be blank; {@code allowed} says what it is. */
    String requiredText(String allowed) {
        if (isAbsent()) {
            report("missing; allowed: " + allowed + ".");
            return "";
        }
        return text("", allowed);
    }

    /** Text with its environment references resolved. */
    String text(String fallback) {
        return text(fallback, "text");
    }

    private String text(String fallback, String allowed) {
        if (isAbsent()) {
            return fallback;
        }
        String raw = scalar(allowed);
        if (raw == null) {
            return fallback;
        }
        String resolved = resolve(raw);
        if (resolved != null && resolved.isBlank()) {
            refuse("nothing", allowed);
        }
        return resolved == null ? fallback : resolved;
    }

    /** The scalar as written, or null if it is a map or a list, which is reported. */
    @Nullable
    String scalar(String allowed) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        refuse(described(), allowed);
        return null;
    }

    /** The text with references resolved, or null if one cannot be, which is reported. */
    @Nullable
    String resolve(String raw) {
        try {
            return EnvironmentReferences.resolve(raw, context.environment()).strip();
        } catch (InvalidValueException e) {
            report(e.explanation());
            return null;
        }
    }

    int wholeNumber(int fallback, int least) {
        return (int) number(fallback, least, Integer.MAX_VALUE, "a whole number, at least " + least);
    }

    long wholeNumber(long fallback) {
        return number(fallback, Long.MIN_VALUE, Long.MAX_VALUE, "a whole number");
    }

    private long number(long fallback, long least, long largest, String allowed) {
        if (isAbsent()) {
            return fallback;
        }
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            try {
                long value = Long.parseLong(scalar.getValue().replace("_", ""));
                if (value >= least && value <= largest) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Hexadecimal, base 60 or too large: reported below like any other value.
            }
        }
        refuse(described(), allowed);
        return fallback;
    }

    double decimal(double fallback, double least, double largest, String allowed) {
        if (isAbsent()) {
            return fallback;
        }
        if (node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
            try {
                double value = Double.parseDouble(scalar.getValue().replace("_", ""));
                if (value >= least && value <= largest) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Not a decimal number, such as .inf: reported below.
            }
        }
        refuse(described(), allowed);
        return fallback;
    }

    boolean flag(boolean fallback) {
        if (isAbsent()) {
            return fallback;
        }
        Boolean value =
                node instanceof ScalarNode scalar ? FLAGS.get(scalar.getValue().toLowerCase(Locale.ROOT)) : null;
        if (value == null) {
            refuse(described(), "true, false");
            return fallback;
        }
        return value;
    }

    Duration duration(Duration fallback, Duration least, Duration longest) {
        if (isAbsent()) {
            return fallback;
        }
        String raw = scalar(Durations.ALLOWED);
        String text = raw == null ? null : resolve(raw);
        if (text == null) {
            return fallback;
        }
        try {
            Duration value = Durations.parse(text);
            if (value.compareTo(least) >= 0 && value.compareTo(longest) <= 0) {
                return value;
            }
            refuse(text, Durations.format(least) + " to " + Durations.format(longest));
        } catch (InvalidValueException e) {
            report(e.explanation());
        }
        return fallback;
    }

    /** One of the words; a missing one is the fallback. */
    <E> E choice(Map<String, E> words, E fallback) {
        if (isAbsent()) {
            return fallback;
        }
        String allowed = String.join(", ", words.keySet());
        String raw = scalar(allowed);
        String text = raw == null ? null : resolve(raw);
        if (text == null) {
            return fallback;
        }
        E value = words.get(text);
        if (value == null) {
            report("found \"" + text + "\"; allowed: " + allowed + "." + Suggestion.sentence(text, words.keySet()));
            return fallback;
        }
        return value;
    }

    /** One of the words, which must be there; {@code placeholder} is only returned beside a reported problem. */
    <E> E requiredChoice(Map<String, E> words, E placeholder) {
        if (isAbsent()) {
            report("missing; allowed: " + String.join(", ", words.keySet()) + ".");
        }
        return choice(words, placeholder);
    }

    /** A map; a missing one is empty. */
    YamlMap map() {
        if (node instanceof MappingNode mapping) {
            return YamlMap.of(mapping, path, context);
        }
        if (!isAbsent()) {
            refuse(described(), "a map of keys and values");
        }
        return YamlMap.empty(where, path, context);
    }

    /** The elements of a list; a missing one is empty. */
    List<YamlValue> list(String allowed) {
        List<YamlValue> elements = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                String elementPath = path + "[" + elements.size() + "]";
                elements.add(new YamlValue(element, element.getStartMark(), elementPath, context));
            }
        } else if (!isAbsent()) {
            refuse(described(), allowed);
        }
        return elements;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    private String described() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.STR) ? "\"" + scalar.getValue() + "\"" : scalar.getValue();
        }
        return node instanceof MappingNode ? "a map" : "a list";
    }
}

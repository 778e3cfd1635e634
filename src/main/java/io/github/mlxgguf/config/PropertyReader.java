package io.github.mlxgguf.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code bench.*} system properties and collects what is wrong with them. An empty one counts as not given. */
final class PropertyReader {
    /** A name that is a folder on every system and cannot leave its parent. */
    private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Function<String, @Nullable String> properties;
    private final List<String> problems = new ArrayList<>();

    PropertyReader(Function<String, @Nullable String> properties) {
        this.properties = properties;
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException("The command line", problems);
        }
    }

    void report(String name, String text) {
        problems.add("-D" + name + ": " + text);
    }

    @Nullable
    String text(String name) {
        String value = properties.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** True for {@code -Dname} and {@code -Dname=true}. */
    boolean flag(String name) {
        String value = properties.apply(name);
        if (value == null) {
            return false;
        }
        String flag = value.strip();
        if (!flag.isEmpty() && !flag.equals("true") && !flag.equals("false")) {
            report(name, "found \"" + flag + "\"; allowed: true, false.");
        }
        return flag.isEmpty() || flag.equals("true");
    }

    List<String> list(String name) {
        String value = text(name);
        if (value == null) {
            return List.of();
        }
        List<String> elements = Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .distinct()
                .toList();
        if (elements.isEmpty()) {
            report(name, "found \"" + value + "\"; allowed: a list with commas.");
        }
        return elements;
    }

    <E> Set<E> choices(String name, Map<String, E> words) {
        Set<E> chosen = new LinkedHashSet<>();
        for (String element : list(name)) {
            E value = word(name, element, words);
            if (value != null) {
                chosen.add(value);
            }
        }
        return Collections.unmodifiableSet(chosen);
    }

    <E> @Nullable E choice(String name, Map<String, E> words) {
        String value = text(name);
        return value == null ? null : word(name, value, words);
    }

    private <E> @Nullable E word(String name, String written, Map<String, E> words) {
        E value = words.get(written);
        if (value == null) {
            report(
                    name,
                    "found \"" + written + "\"; allowed: " + String.join(", ", words.keySet()) + "."
                            + Suggestion.sentence(written, words.keySet()));
        }
        return value;
    }

    @Nullable
    URI baseUrl(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return BaseUrl.parse(value);
        } catch (InvalidValueException e) {
            report(name, e.explanation());
            return null;
        }
    }

    @Nullable
    Path path(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            report(name, "found \"" + value + "\"; allowed: a path.");
            return null;
        }
    }

    /** A whole number in a range; 0 if it is not given or not allowed. */
    int number(String name, int least, int greatest) {
        String value = text(name);
        if (value == null) {
            return 0;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        report(name, "found \"" + value + "\"; allowed: " + least + " to " + greatest + ".");
        return 0;
    }

    /** A name of one folder. */
    @Nullable
    String folderName(String name) {
        String value = text(name);
        if (value == null || FOLDER_NAME.matcher(value).matches()) {
            return value;
        }
        report(
                name,
                "found \"" + value
                        + "\"; allowed: the name of one folder: letters, digits, dots, hyphens and underscores, at most 100.");
        return null;
    }
}

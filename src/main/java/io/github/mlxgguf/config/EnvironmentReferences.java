package io.github.mlxgguf.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} and {@code ${NAME:-default}} in a value by what the environment says. */
final class EnvironmentReferences {
    private static final Pattern START = Pattern.compile("\\$\\{[^}]*}?");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

    /** A reference without a default that says anything: nothing secret can stand in it. */
    private static final Pattern BARE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-)?}");

    private EnvironmentReferences() {}

    /** Whether the text is one reference and nothing else, so that the file itself holds no value. */
    static boolean isBareReference(String text) {
        return BARE.matcher(text).matches();
    }

    /** The text with every reference resolved; as in a shell, an empty variable takes the default too. */
    static String resolve(String text, Map<String, String> environment) throws InvalidValueException {
        Matcher matcher = START.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(value(matcher.group(), environment)));
        }
        return matcher.appendTail(result).toString();
    }

    private static String value(String written, Map<String, String> environment) throws InvalidValueException {
        Matcher reference = REFERENCE.matcher(written);
        if (!reference.matches()) {
            throw InvalidValueException.of("\"" + written + "\"", "${NAME} or ${NAME:-default}");
        }
        String name = reference.group(1);
        String value = environment.get(name);
        if (reference.group(2) != null) {
            return value == null || value.isEmpty() ? reference.group(3) : value;
        }
        if (value == null) {
            throw InvalidValueException.of(
                    written + ", but the environment has no " + name,
                    "a variable that is set, or ${" + name + ":-default}");
        }
        return value;
    }
}

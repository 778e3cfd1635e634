package io.github.mlxgguf.embedded.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of one of our own processes: pairs of {@code --name value}. */
public final class Arguments {
    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if a name has no leading dashes or no value
     */
    public Arguments(String[] args) {
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException("Expected --name value, found: " + args[i]);
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
    }

    /**
     * The value of an argument.
     *
     * @throws IllegalArgumentException if it is not given
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Missing argument --" + name);
        }
        return value;
    }

    /** The value of an argument, or null if it is not given. */
    public @Nullable Path optionalPath(String name) {
        String value = values.get(name);
        return value == null ? null : Path.of(value);
    }

    public Path path(String name) {
        return Path.of(text(name));
    }

    /**
     * The value of an argument as a whole number.
     *
     * @throws IllegalArgumentException if it is not a whole number
     */
    public int number(String name) {
        return Math.toIntExact(longNumber(name));
    }

    /**
     * The value of an argument as a whole number.
     *
     * @throws IllegalArgumentException if it is not a whole number
     */
    public long longNumber(String name) {
        String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Expected a whole number after --" + name + ", found: " + value, e);
        }
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }
}

package io.github.mlxgguf.record;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the file contract, as {@code schema_version} in a file spells it.
 *
 * @param major the number before the dot
 * @param minor the number after it
 */
public record SchemaVersion(int major, int minor) implements Comparable<SchemaVersion> {
    private static final Pattern SPELLING = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final Comparator<SchemaVersion> ORDER =
            Comparator.comparingInt(SchemaVersion::major).thenComparingInt(SchemaVersion::minor);

    /** The version that this suite writes, and the only one that it reads; older ones are migrated to it. */
    public static final SchemaVersion CURRENT = new SchemaVersion(1, 0);

    /** The version of a text like {@code 1.0}; empty if it is none. */
    public static Optional<SchemaVersion> parse(String text) {
        Matcher matcher = SPELLING.matcher(text);
        return matcher.matches()
                ? Optional.of(new SchemaVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(SchemaVersion other) {
        return ORDER.compare(this, other);
    }

    /** As files spell it. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}

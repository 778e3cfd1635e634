package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The file {@code SHA256SUMS}: a digest, two blanks and a name on each line, as {@code sha256sum} has it. */
final class HashList {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private HashList() {}

    /** The list of some files of a folder. */
    static String of(Path folder, NavigableSet<String> names) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(Sha256.of(folder.resolve(name)))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Digests by name.
     *
     * @param problem told of each line that is none
     */
    static Map<String, String> parse(byte[] bytes, Consumer<String> problem) {
        Map<String, String> digests = new TreeMap<>();
        int number = 0;
        for (byte one : bytes) {
            if (one == '\r') {
                problem.accept("has line ends of Windows (CR LF), and `bundle` writes LF only");
                break;
            }
        }
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().collect(Collectors.toList())) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                problem.accept("line " + number + ": expected a SHA-256, two blanks and a name, found "
                        + Printable.excerpt(line));
            } else if (digests.put(matcher.group(2), matcher.group(1)) != null) {
                problem.accept("line " + number + ": " + Printable.of(matcher.group(2)) + " is listed twice");
            }
        }
        return digests;
    }
}

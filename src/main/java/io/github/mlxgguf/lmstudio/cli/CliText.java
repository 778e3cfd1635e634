package io.github.mlxgguf.lmstudio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a tool prints for people as well as for programs. */
final class CliText {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** ECMA-48 control sequences: colours, cursor moves, a spinner's line erasing. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]|\r(?!\n)");

    private static final int EXCERPT = 300;

    private CliText() {}

    /** The text without colours and cursor moves. */
    static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("");
    }

    /** The first JSON value that begins a line and is wanted; banner lines before it and anything after it are skipped. */
    static Optional<JsonNode> json(String text, Predicate<JsonNode> wanted) {
        int start = 0;
        while (start >= 0 && start < text.length()) {
            char first = text.charAt(start);
            if (first == '[' || first == '{') {
                JsonNode node = parse(text.substring(start));
                if (node != null && wanted.test(node)) {
                    return Optional.of(node);
                }
            }
            int end = text.indexOf('\n', start);
            start = end < 0 ? -1 : end + 1;
        }
        return Optional.empty();
    }

    /** Its first characters on one line, for a message. */
    static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "(nothing)";
        }
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}

package io.github.mlxgguf.lmstudio.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the short answers: {@code daemon status}, {@code daemon up}, {@code server status}, {@code version}. */
final class StatusParser {
    /** The answer for people: {@code llmster v0.4.4+1 is running (PID: 26754)}. The JSON of some versions lacks the version. */
    private static final Pattern SENTENCE =
            Pattern.compile("(?m)^(?<name>.+?) v(?<version>\\S+) is running \\(PID: (?<pid>\\d+)\\)");

    private StatusParser() {}

    /** {@code daemon status --json} or {@code daemon up --json}. */
    static Optional<CliDaemon> daemon(String stdout) {
        return CliText.json(stdout, node -> node.path("status").isTextual()).map(node -> {
            JsonNode pid = node.path("pid");
            JsonNode daemon = node.path("isDaemon");
            return new CliDaemon(
                    node.path("status").asText().equals("running"),
                    pid.isNumber() ? pid.asLong() : null,
                    daemon.isBoolean() ? daemon.asBoolean() : null,
                    text(node, "version"));
        });
    }

    /** The version in {@code daemon status} without {@code --json}. */
    static Optional<String> versionInSentence(String stdout) {
        Matcher matcher = SENTENCE.matcher(stdout);
        return matcher.find() ? Optional.of(matcher.group("version")) : Optional.empty();
    }

    /** {@code server status --json}. */
    static Optional<CliServer> server(String stdout) {
        return CliText.json(stdout, node -> node.path("running").isBoolean())
                .map(node -> new CliServer(
                        node.path("running").asBoolean(),
                        node.path("port").isNumber() ? node.path("port").asInt() : null));
    }

    /** {@code version --json}: the commit of the tool. */
    static Optional<String> version(String stdout) {
        return CliText.json(stdout, node -> node.path("version").isTextual())
                .map(node -> node.path("version").asText());
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isTextual() ? null : value.asText();
    }
}

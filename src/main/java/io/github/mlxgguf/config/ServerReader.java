package io.github.mlxgguf.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code server}. */
final class ServerReader {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(24);

    private ServerReader() {}

    static ServerConfig read(YamlMap server, ReadContext context) {
        ServerConfig config = new ServerConfig(
                server.value("kind").choice(Choices.SERVER_KINDS, Defaults.SERVER_KIND),
                baseUrl(server.value("base_url")),
                apiToken(server.value("api_token"), context),
                server.value("resident").choice(Choices.RESIDENT, Defaults.RESIDENT),
                server.value("manage").flag(Defaults.MANAGE),
                timeouts(server.value("timeouts").map()));
        server.finish();
        return config;
    }

    private static URI baseUrl(YamlValue value) {
        if (value.isAbsent()) {
            return Defaults.BASE_URL;
        }
        String text = value.text("");
        if (text.isBlank()) {
            return Defaults.BASE_URL;
        }
        try {
            return BaseUrl.parse(text);
        } catch (InvalidValueException e) {
            value.report(e.explanation());
            return Defaults.BASE_URL;
        }
    }

    /** No message of this method repeats the value. */
    private static @Nullable String apiToken(YamlValue value, ReadContext context) {
        String token;
        if (value.isWritten()) {
            if (value.isAbsent()) {
                return null;
            }
            String reference = "a reference to the environment such as ${" + Defaults.API_TOKEN_VARIABLE + ":-}";
            String raw = value.scalar(reference);
            if (raw == null || raw.isBlank()) {
                return null;
            }
            if (!EnvironmentReferences.isBareReference(raw)) {
                value.refuse("a value in the file", reference + ", so that no token is ever stored");
                return null;
            }
            token = value.resolve(raw);
        } else {
            token = context.environment().get(Defaults.API_TOKEN_VARIABLE);
        }
        if (token == null || token.isBlank()) {
            return null;
        }
        String stripped = token.strip();
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 127)) {
            value.refuse("a token with a blank, a line break or a letter outside ASCII", "printable ASCII");
            return null;
        }
        return stripped;
    }

    private static ServerConfig.Timeouts timeouts(YamlMap timeouts) {
        ServerConfig.Timeouts config = new ServerConfig.Timeouts(
                timeout(timeouts.value("connect"), Defaults.TIMEOUT_CONNECT),
                timeout(timeouts.value("load"), Defaults.TIMEOUT_LOAD),
                timeout(timeouts.value("first_token"), Defaults.TIMEOUT_FIRST_TOKEN),
                timeout(timeouts.value("between_tokens"), Defaults.TIMEOUT_BETWEEN_TOKENS),
                timeout(timeouts.value("total"), Defaults.TIMEOUT_TOTAL));
        timeouts.finish();
        return config;
    }

    private static Duration timeout(YamlValue value, Duration fallback) {
        return value.duration(fallback, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
    }
}

package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.RunBody.ServerInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the figures are evidence of, said plainly.
 *
 * @param text the server in one phrase
 * @param tag a tag for each test, or null where the figures are about real models
 */
record ServerStamp(String text, @Nullable String tag) {
    static ServerStamp of(ServerInfo server) {
        return switch (server.kind()) {
            case "lmstudio" -> new ServerStamp("LM Studio", null);
            case "embedded" ->
                new ServerStamp("embedded: random weights; the figures say nothing about your models", "embedded");
            case "simulated" ->
                new ServerStamp(
                        "simulated: a script, not a model; the figures say nothing about your models", "simulated");
            default -> new ServerStamp(server.kind(), server.simulated() ? "simulated" : null);
        };
    }
}

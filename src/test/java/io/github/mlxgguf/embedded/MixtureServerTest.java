package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.ApiClient.Event;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real engine on models with experts. */
@Timeout(60)
class MixtureServerTest {
    private static final int TOKENS = 40;

    private static Path log;
    private static EmbeddedServer server;
    private static ApiClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        log = directory.resolve("engine.log");
        server = EmbeddedServer.start(EmbeddedServer.Options.defaults(log)
                .withCatalog(EmbeddedCatalog.TINY)
                .withModelCache(directory.resolve("models")));
        client = new ApiClient(server.baseUrl());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded/gibberish-moe-tiny@f16", "embedded/gibberish-moe-tiny@q8_0"})
    void theEngineSeesTheExpertsAndAnswersReadably(String key) throws Exception {
        long before = Files.size(log);

        Answer loaded = client.post("/api/v1/models/load", "{\"model\":\"" + key + "\",\"context_length\":512}");
        List<Event> events = client.chat("{\"model\":\"" + key + "\",\"input\":\"Write about the sea.\","
                + "\"max_output_tokens\":" + TOKENS + ",\"temperature\":0,\"stream\":true,\"store\":false}");
        client.post("/api/v1/models/unload", "{\"instance_id\":\"" + key + "\"}");

        assertThat(loaded.status()).as(loaded.text()).isEqualTo(200);
        assertThat(Files.readString(log).substring((int) before))
                .containsPattern("n_expert +=\\s+8\\n")
                .containsPattern("n_expert_used +=\\s+2\\n");
        JsonNode result = events.get(events.size() - 1).data().get("result");
        assertThat(result.get("stats").get("total_output_tokens").asInt()).isEqualTo(TOKENS);
        String text = result.get("output").get(0).get("content").asText();
        assertThat(text).matches("[ -~]{40,}");
        // a model that repeats itself would say the same few words over and over
        assertThat(List.of(text.strip().split(" +")).stream().distinct()).hasSizeGreaterThan(8);
    }

    @Test
    void theListShowsThemAsALlamaWithTheirActiveParameters() throws Exception {
        JsonNode entry = client.get("/api/v1/models").json().get("models").get(3);

        assertThat(entry.get("key").asText()).isEqualTo("embedded/gibberish-moe-tiny@q8_0");
        assertThat(entry.get("display_name").asText()).isEqualTo("Gibberish MoE Tiny");
        assertThat(entry.get("architecture").asText()).isEqualTo("llama");
        assertThat(entry.get("params_string").asText()).isEqualTo("1M-A0.5M");
    }
}

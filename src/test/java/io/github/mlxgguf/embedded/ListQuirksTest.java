package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.ApiClient.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a list says about the models of a script, loaded or not. */
@Timeout(60)
class ListQuirksTest {
    private static final String SCRIPT = """
            quirks: [sparse_list, any_model_answers]
            models:
              - key: maker/famous@4bit
                catalogue_entry: maker/famous
                selected: true
                display_name: Famous
                publisher: maker
                architecture: famous2
                format: mlx
                quantization: 4bit
                bits_per_weight: 4
                params: 26B
                size_bytes: 4000000
                resident_bytes: 1000000
                max_context_length: 8192
                fitted_context: 4864
                reasoning_options: ["off", "low", "on"]
                speed: {load_seconds: 0, prefill_tokens_per_second: 50000, decode_tokens_per_second: 1000}
              - key: maker/famous@q8_0
                catalogue_entry: maker/famous
                format: gguf
                quantization: Q8_0
                bits_per_weight: 8
                size_bytes: 8000000
                resident_bytes: 1000000
                max_context_length: 8192
                speed: {load_seconds: 0, prefill_tokens_per_second: 50000, decode_tokens_per_second: 1000}
              - key: plain-mlx
                format: mlx
                quantization: bf16
                bits_per_weight: 16
                size_bytes: 5000000
                resident_bytes: 1000000
                max_context_length: 4096
                reasoning_options: [low, medium, high]
                speed: {load_seconds: 0, prefill_tokens_per_second: 50000, decode_tokens_per_second: 1000}
            """;

    private static SimulatedServers simulated;
    private static ApiClient client;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        simulated = new SimulatedServers(directory, SCRIPT);
        client = simulated.client();
    }

    @AfterEach
    void unloadAll() {
        simulated.instances.close();
    }

    @AfterAll
    static void stop() {
        simulated.close();
    }

    @Test
    void allBuildsOfACatalogueEntryAreOneEntry() throws Exception {
        assertThat(models()).hasSize(4);
        assertThat(models().get(0))
                .hasToString("{\"type\":\"llm\",\"publisher\":\"maker\",\"key\":\"maker/famous\","
                        + "\"display_name\":\"Famous\",\"architecture\":\"famous2\","
                        + "\"quantization\":{\"name\":\"4bit\",\"bits_per_weight\":4},\"size_bytes\":4000000,"
                        + "\"params_string\":\"26B\",\"loaded_instances\":[],\"max_context_length\":8192,"
                        + "\"format\":\"mlx\",\"capabilities\":{\"vision\":false,\"trained_for_tool_use\":false,"
                        + "\"reasoning\":{\"allowed_options\":[\"off\",\"low\",\"on\"],\"default\":\"on\"}},"
                        + "\"description\":null,\"variants\":[\"maker/famous@4bit\",\"maker/famous@q8_0\"],"
                        + "\"selected_variant\":\"maker/famous@4bit\"}");
    }

    @Test
    void aVariantCannotBeLoadedOverRest() throws Exception {
        assertThat(load("maker/famous@q8_0", ""))
                .isEqualTo(new Answer(
                        404,
                        "{\"error\":{\"message\":\"Model maker/famous@q8_0 not found in downloaded models\","
                                + "\"type\":\"model_not_found\"}}"));
        assertThat(load("maker/famous@4bit", "").status()).isEqualTo(404);
    }

    @Test
    void anEntryLoadsItsSelectedBuildAndTheContextIsFitted() throws Exception {
        Answer loaded = load("Maker/Famous", ",\"context_length\":8192,\"echo_load_config\":true");

        assertThat(loaded.json().get("instance_id").asText()).isEqualTo("maker/famous");
        assertThat(loaded.json().get("load_config"))
                .hasToString("{\"context_length\":4864,\"parallel\":1,\"reasoning_budget_message\":\"\"}");
        assertThat(simulated.instances.all().get(0).model().key()).isEqualTo("maker/famous@4bit");
        assertThat(models().get(0).get("loaded_instances"))
                .hasToString("[{\"id\":\"maker/famous\",\"config\":{\"context_length\":4864,\"parallel\":1,"
                        + "\"reasoning_budget_message\":\"\"}}]");
        assertThat(client.get("/api/v0/models")
                        .json()
                        .at("/data/0/loaded_context_length")
                        .asInt())
                .isEqualTo(4864);
    }

    @Test
    void aVariantThatAChatLoadedIsDescribedAsTheWrongBuild() throws Exception {
        List<Event> events = client.chat(ScriptedServers.chat("maker/famous@q8_0", 2));

        assertThat(events.get(0).data().get("model_instance_id").asText()).isEqualTo("maker/famous");
        assertThat(simulated.instances.all().get(0).model().key()).isEqualTo("maker/famous@q8_0");
        JsonNode entry = models().get(0);
        assertThat(entry.at("/loaded_instances/0/id").asText()).isEqualTo("maker/famous");
        assertThat(entry.get("format").asText()).isEqualTo("mlx");
        assertThat(entry.at("/quantization/name").asText()).isEqualTo("4bit");
        JsonNode old = client.get("/api/v0/models").json().at("/data/0");
        assertThat(old.get("id").asText()).isEqualTo("maker/famous");
        assertThat(old.get("state").asText()).isEqualTo("loaded");
        assertThat(old.get("compatibility_type").asText()).isEqualTo("mlx");
    }

    @Test
    void aModelOutsideACatalogueHasNoVariants() throws Exception {
        assertThat(models().get(1).get("key").asText()).isEqualTo("plain-mlx");
        assertThat(models().get(1).has("variants")).isFalse();
        assertThat(models().get(1).at("/capabilities/reasoning"))
                .hasToString("{\"allowed_options\":[\"low\",\"medium\",\"high\"],\"default\":\"high\"}");
    }

    @Test
    void aSparseListHasEntriesThatLackWhatOthersHave() throws Exception {
        assertThat(models().get(2))
                .hasToString("{\"type\":\"embedding\",\"publisher\":\"sparse\",\"key\":\"text-embedding-sparse\","
                        + "\"display_name\":\"Sparse Embedding\","
                        + "\"quantization\":{\"name\":\"Q4_K_M\",\"bits_per_weight\":4},\"size_bytes\":84106624,"
                        + "\"params_string\":null,\"loaded_instances\":[{\"id\":\"text-embedding-sparse\","
                        + "\"config\":{\"context_length\":2048}}],\"max_context_length\":2048,\"format\":\"gguf\"}");
        assertThat(models().get(3))
                .hasToString("{\"type\":\"llm\",\"publisher\":\"sparse\",\"key\":\"sparse-27b\","
                        + "\"display_name\":\"Sparse 27B\",\"architecture\":null,\"quantization\":null,"
                        + "\"size_bytes\":22800000000,\"params_string\":null,\"loaded_instances\":[],"
                        + "\"max_context_length\":262144,\"format\":\"mlx\",\"description\":null}");
        assertThat(client.get("/api/v0/models").json().findValuesAsText("type")).contains("embeddings");
    }

    @Test
    void aReasoningValueThatIsNotAllowedIsRefused() throws Exception {
        assertThat(client.post("/api/v1/chat", "{\"model\":\"plain-mlx\",\"input\":\"x\",\"reasoning\":\"off\"}"))
                .isEqualTo(new Answer(
                        400,
                        "{\"error\":{\"message\":\"Reasoning setting 'off' is not supported by model 'plain-mlx'."
                                + " Supported settings: 'low', 'medium', 'high'.\",\"type\":\"invalid_request\","
                                + "\"param\":\"reasoning\",\"code\":\"invalid_value\"}}"));
    }

    @Test
    void theOneLoadedModelAnswersForAnyOther() throws Exception {
        assertThat(client.post("/api/v1/chat", "{\"model\":\"nobody\",\"input\":\"x\"}")
                        .status())
                .isEqualTo(404);
        load("plain-mlx", "");

        List<Event> events = client.chat(ScriptedServers.chat("nobody", 2));

        assertThat(events.get(0).data().get("model_instance_id").asText()).isEqualTo("plain-mlx");
        assertThat(events.get(events.size() - 1)
                        .data()
                        .at("/result/model_instance_id")
                        .asText())
                .isEqualTo("plain-mlx");
        load("maker/famous", "");
        assertThat(client.post("/api/v1/chat", "{\"model\":\"nobody\",\"input\":\"x\"}")
                        .status())
                .isEqualTo(404);
    }

    private static JsonNode models() throws Exception {
        return client.get("/api/v1/models").json().get("models");
    }

    private static Answer load(String key, String more) throws Exception {
        return client.post("/api/v1/models/load", ScriptedServers.load(key, more));
    }
}

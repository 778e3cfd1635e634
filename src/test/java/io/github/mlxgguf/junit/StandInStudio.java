package io.github.mlxgguf.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

/** LM Studio as far as the extensions need it: one list, loads that stay until they are unloaded, a chat of fixed text. */
final class StandInStudio {
    private static final String RESIDENCY = "residency";

    private StandInStudio() {}

    /** Has {@code tiny} (GGUF) and {@code tiny-mlx}, each of which loads and talks. */
    static void teach(WireMockExtension server) {
        server.stubFor(get("/lmstudio-greeting").willReturn(okJson("{\"lmstudio\":true}")));
        server.stubFor(
                get("/mlx-gguf-bench/engine").willReturn(okJson("{\"error\":\"Unexpected endpoint or method.\"}")));
        server.stubFor(get("/api/v1/models")
                .inScenario(RESIDENCY)
                .whenScenarioStateIs(STARTED)
                .willReturn(okJson(list("", ""))));
        resident(server, "tiny", list("{\"id\":\"tiny\",\"config\":{\"context_length\":8192}}", ""));
        resident(server, "tiny-mlx", list("", "{\"id\":\"tiny-mlx\",\"config\":{\"context_length\":8192}}"));
        server.stubFor(post("/api/v0/chat/completions")
                .willReturn(okJson("{\"runtime\":{\"name\":\"stand-in\",\"version\":\"1\"}}")));
    }

    /** Makes the load of one key fail as the memory guardrail does. */
    static void refuseToLoad(WireMockExtension server, String key) {
        server.stubFor(post("/api/v1/models/load")
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$.model", equalTo(key)))
                .willReturn(jsonResponse(
                        "{\"error\":{\"type\":\"model_load_failed\",\"message\":\"stopped due to insufficient system"
                                + " resources\"}}",
                        500)));
    }

    /** After its load, the list shows {@code tiny} with another quantisation. */
    static void listAfterLoadAs(WireMockExtension server, String key, String quantization) {
        server.stubFor(get("/api/v1/models")
                .atPriority(1)
                .inScenario(RESIDENCY)
                .whenScenarioStateIs(key)
                .willReturn(okJson(list("{\"id\":\"tiny\",\"config\":{\"context_length\":8192}}", "")
                        .replace("Q8_0", quantization))));
    }

    private static void resident(WireMockExtension server, String key, String list) {
        server.stubFor(post("/api/v1/models/load")
                .inScenario(RESIDENCY)
                .withRequestBody(matchingJsonPath("$.model", equalTo(key)))
                .willReturn(okJson("{\"type\":\"llm\",\"instance_id\":\"" + key + "\",\"load_time_seconds\":0.5,"
                        + "\"status\":\"loaded\",\"load_config\":{\"context_length\":8192}}"))
                .willSetStateTo(key));
        server.stubFor(get("/api/v1/models")
                .inScenario(RESIDENCY)
                .whenScenarioStateIs(key)
                .willReturn(okJson(list)));
        server.stubFor(post("/api/v1/models/unload")
                .inScenario(RESIDENCY)
                .whenScenarioStateIs(key)
                .willReturn(okJson("{\"instance_id\":\"" + key + "\"}"))
                .willSetStateTo(STARTED));
        server.stubFor(post("/api/v1/chat")
                .withRequestBody(matchingJsonPath("$.model", equalTo(key)))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody(chat(key))));
    }

    private static String list(String ggufInstance, String mlxInstance) {
        return """
                {"models":[
                {"type":"llm","key":"tiny","format":"gguf","quantization":{"name":"Q8_0"},"size_bytes":1000,
                 "loaded_instances":[%s]},
                {"type":"llm","key":"tiny-mlx","format":"mlx","quantization":{"name":"8bit"},"size_bytes":1000,
                 "loaded_instances":[%s]}]}""".formatted(ggufInstance, mlxInstance);
    }

    private static String chat(String key) {
        StringBuilder events =
                new StringBuilder("event: chat.start\ndata: {\"model_instance_id\":\"" + key + "\"}\n\n");
        events.append("event: prompt_processing.start\ndata: {}\n\n");
        for (int piece = 0; piece < 40; piece++) {
            events.append("event: message.delta\ndata: {\"content\":\"word \"}\n\n");
        }
        return events.append(
                        "event: chat.end\ndata: {\"result\":{\"model_instance_id\":\"" + key
                                + "\",\"stats\":{\"input_tokens\":30,\"total_output_tokens\":40,\"reasoning_output_tokens\":0}}}\n\n")
                .toString();
    }
}

package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checked body of {@code POST /api/v1/chat}.
 *
 * @param body for the load settings, should the model have to be loaded
 * @param transcript the conversation up to and including this input, without the call for an answer
 */
record ChatRequest(Body body, String model, boolean stream, boolean store, String transcript, GenerationTask task) {
    /** A model of random weights never ends by itself, so an answer without a limit gets one. */
    static final int DEFAULT_MAX_OUTPUT_TOKENS = 512;

    private static final Set<String> KEYS = Set.of(
            "model",
            "input",
            "system_prompt",
            "integrations",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "repeat_penalty",
            "max_output_tokens",
            "reasoning",
            "context_length",
            "store",
            "previous_response_id");

    /** The conversation with its answer. */
    String transcriptWith(String answer) {
        return new ChatTemplate(transcript).assistant(answer).transcript();
    }

    static ChatRequest read(Exchange exchange, Conversations conversations) throws ApiException {
        Body body = Body.of(exchange).strict(KEYS);
        String model = body.requiredText("model");
        refuseUnsupported(body);
        ChatTemplate template = new ChatTemplate(earlier(body, conversations));
        String systemPrompt = body.text("system_prompt");
        if (systemPrompt != null) {
            template.system(systemPrompt);
        }
        template.user(input(body.value("input")));
        GenerationTask task = new GenerationTask(
                template.prompt(),
                Objects.requireNonNullElse(body.positive("max_output_tokens"), DEFAULT_MAX_OUTPUT_TOKENS),
                body.number("temperature"),
                body.number("top_p"),
                body.wholeNumber("top_k"),
                body.number("min_p"),
                body.number("repeat_penalty"),
                body.text("reasoning"));
        return new ChatRequest(
                body, model, body.flag("stream", false), body.flag("store", true), template.transcript(), task);
    }

    /**
     * Refuses a reasoning setting that the model does not have.
     *
     * @param options of the model; empty for a model without the switch, and for one that is not there
     */
    void requireReasoningOption(List<String> options) throws ApiException {
        String reasoning = task.reasoning();
        if (reasoning != null && !options.contains(reasoning)) {
            throw ApiException.invalid(
                    "Reasoning setting '" + reasoning + "' is not supported by model '" + model + "'."
                            + (options.isEmpty() ? "" : " Supported settings: '" + String.join("', '", options) + "'."),
                    "invalid_value",
                    "reasoning");
        }
    }

    private static void refuseUnsupported(Body body) throws ApiException {
        JsonNode integrations = body.value("integrations");
        if (integrations != null && !integrations.isEmpty()) {
            throw ApiException.typed(
                    400, "not_implemented", "The embedded server has no integrations", null, "integrations");
        }
    }

    private static String earlier(Body body, Conversations conversations) throws ApiException {
        String id = body.text("previous_response_id");
        if (id == null) {
            return "";
        }
        String transcript = conversations.find(id);
        if (transcript == null) {
            throw ApiException.typed(
                    404, "job_not_found", "No stored response with id '" + id + "'.", null, "previous_response_id");
        }
        return transcript;
    }

    /** A text, or a list of text items. */
    private static String input(@Nullable JsonNode input) throws ApiException {
        if (input == null) {
            throw ApiException.invalid("'input' is required", "missing_required_parameter", "input");
        }
        if (input.isTextual()) {
            return input.textValue();
        }
        if (!input.isArray() || input.isEmpty()) {
            throw ApiException.invalid("Invalid type for 'input'.", "invalid_union", "input");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < input.size(); i++) {
            JsonNode item = input.get(i);
            if (!item.path("type").asText().equals("text")) {
                throw ApiException.invalid("Invalid discriminator value. Expected 'text'", "invalid_union", "input");
            }
            if (!item.path("content").isTextual()) {
                throw ApiException.invalid("'input." + i + ".content' is required", "invalid_union", "input");
            }
            text.append(i == 0 ? "" : "\n").append(item.get("content").textValue());
        }
        return text.toString();
    }
}

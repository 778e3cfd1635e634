package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.engine.GenerationResult;
import org.jspecify.annotations.Nullable;

/** The JSON of a whole answer of the native API, also the last event of a stream. */
final class ChatAnswer {
    private ChatAnswer() {}

    /**
     * Builds the answer.
     *
     * @param figures null if the engine gave none; then the statistics are empty
     * @param loadSeconds null if the model was loaded before
     * @param responseId null if the answer is not stored
     */
    static ObjectNode json(
            String instanceId,
            String text,
            @Nullable GenerationResult figures,
            @Nullable Double loadSeconds,
            @Nullable String responseId) {
        ObjectNode answer = Json.object().put("model_instance_id", instanceId);
        answer.putArray("output").addObject().put("type", "message").put("content", text);
        ObjectNode stats = answer.putObject("stats");
        if (figures != null) {
            stats.put("input_tokens", figures.promptTokens())
                    .put("total_output_tokens", figures.outputTokens())
                    .put("reasoning_output_tokens", figures.reasoningTokens());
            Double rate = tokensPerSecond(figures);
            if (rate != null) {
                stats.put("tokens_per_second", rate);
            }
            stats.put("time_to_first_token_seconds", figures.promptMs() / 1000);
        }
        if (loadSeconds != null) {
            stats.put("model_load_time_seconds", loadSeconds);
        }
        if (responseId != null) {
            answer.put("response_id", responseId);
        }
        return answer;
    }

    /** Puts what came before the answer in front of it; a message that never began is left out, as in LM Studio. */
    static ObjectNode withReasoning(ObjectNode answer, String reasoning) {
        if (!reasoning.isEmpty()) {
            ArrayNode output = answer.withArray("output");
            if (output.path(0).path("content").asText().isEmpty()) {
                output.remove(0);
            }
            output.insertObject(0).put("type", "reasoning").put("content", reasoning);
        }
        return answer;
    }

    /** As llama.cpp itself computes it: all sampled tokens over the time from the first to the last. */
    static @Nullable Double tokensPerSecond(GenerationResult figures) {
        return figures.outputMs() > 0 ? figures.outputTokens() * 1000.0 / figures.outputMs() : null;
    }
}

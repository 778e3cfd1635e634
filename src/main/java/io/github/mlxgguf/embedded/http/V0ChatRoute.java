package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.engine.GenerationResult;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import io.github.mlxgguf.embedded.engine.StopReason;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v0/chat/completions}, whole answers only: the one reply that names the engine and its version. */
final class V0ChatRoute implements Route {
    private final ModelResolver models;
    private final Instances instances;

    V0ChatRoute(ModelResolver models, Instances instances) {
        this.models = models;
        this.instances = instances;
    }

    @Override
    public void handle(Exchange exchange) throws ApiException, InterruptedException {
        Body body = Body.of(exchange);
        if (body.flag("stream", false)) {
            throw ApiException.plain(400, "'stream' is not supported here by the embedded server; use /api/v1/chat");
        }
        String name = body.requiredText("model");
        Instance instance = models.loaded(name)
                .orElseThrow(() -> ApiException.typed(
                        400, "invalid_request_error", models.invalidIdentifier(name), "model_not_found", "model"));
        AnswerReader reader = new AnswerReader();
        reader.run(instance, task(body), exchange::onDisconnect);
        String failure = reader.failure();
        GenerationResult figures = reader.result();
        if (figures == null) {
            throw ApiException.plain(400, failure == null ? "The answer was cancelled" : failure);
        }
        try (GenerationNotes notes = new GenerationNotes(exchange, instances.truth())) {
            exchange.json(200, answer(instance, reader, figures));
            notes.write(instance, reader, false);
        }
    }

    private static GenerationTask task(Body body) throws ApiException {
        Integer limit = body.positive("max_tokens");
        return new GenerationTask(
                prompt(body.value("messages")),
                Objects.requireNonNullElse(
                        limit != null ? limit : body.positive("max_completion_tokens"),
                        ChatRequest.DEFAULT_MAX_OUTPUT_TOKENS),
                body.number("temperature"),
                body.number("top_p"),
                body.wholeNumber("top_k"),
                body.number("min_p"),
                body.number("repeat_penalty"),
                null);
    }

    private static String prompt(@Nullable JsonNode messages) throws ApiException {
        if (messages == null || !messages.isArray() || messages.isEmpty()) {
            throw ApiException.plain(400, "'messages' field is required");
        }
        ChatTemplate template = new ChatTemplate("");
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            String content = message.path("content").asText();
            switch (role) {
                case "system" -> template.system(content);
                case "user", "tool" -> template.user(content);
                case "assistant" -> template.assistant(content);
                default ->
                    throw ApiException.plain(
                            400,
                            "'messages' array must only contain objects with a 'role' field that is in"
                                    + " [user, assistant, system, tool]. Got '" + role + "'");
            }
        }
        return template.prompt();
    }

    private ObjectNode answer(Instance instance, AnswerReader reader, GenerationResult figures) {
        ObjectNode answer = Json.object()
                .put("id", "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""))
                .put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond())
                .put("model", instance.id());
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        ObjectNode message =
                choice.putObject("message").put("role", "assistant").put("content", reader.text());
        if (!reader.reasoning().isEmpty()) {
            message.put("reasoning_content", reader.reasoning());
        }
        message.putArray("tool_calls");
        choice.putNull("logprobs")
                .put("finish_reason", figures.stopReason() == StopReason.END_OF_TEXT ? "stop" : "length");
        answer.putObject("usage")
                .put("prompt_tokens", figures.promptTokens())
                .put("completion_tokens", figures.outputTokens())
                .put("total_tokens", figures.promptTokens() + figures.outputTokens());
        ObjectNode stats = answer.putObject("stats");
        Double rate = ChatAnswer.tokensPerSecond(figures);
        if (rate != null) {
            stats.put("tokens_per_second", rate);
        }
        stats.put("time_to_first_token", figures.promptMs() / 1000)
                .put("generation_time", (figures.promptMs() + figures.outputMs()) / 1000)
                .put("stop_reason", figures.stopReason().id());
        answer.putObject("model_info")
                .put("arch", instance.model().architecture())
                .put("quant", instance.model().quantization())
                .put("format", instance.model().format().id())
                .put("context_length", instance.config().contextLength());
        answer.putObject("runtime")
                .put("name", instances.engine() + "-embedded")
                .put("version", instance.engineVersion())
                .putArray("supported_formats")
                .add(instance.model().format().id());
        return answer;
    }
}

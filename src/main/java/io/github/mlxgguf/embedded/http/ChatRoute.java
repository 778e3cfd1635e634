package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.LoadFailedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/chat}, streamed or whole; loads the model first if it is not loaded. */
final class ChatRoute implements Route {
    private final ModelResolver models;
    private final Instances instances;
    private final LoadRoutes loads;
    private final Conversations conversations = new Conversations();

    ChatRoute(ModelResolver models, Instances instances, LoadRoutes loads) {
        this.models = models;
        this.instances = instances;
        this.loads = loads;
    }

    @Override
    public void handle(Exchange exchange) throws ApiException, InterruptedException {
        ChatRequest request = ChatRequest.read(exchange, conversations);
        Instance resident = models.loaded(request.model()).orElse(null);
        OfferedModel named = resident != null
                ? resident.model()
                : models.downloaded(request.model()).orElse(null);
        request.requireReasoningOption(named == null ? List.of() : named.reasoningOptions());
        OfferedModel model = Optional.ofNullable(named)
                .orElseThrow(() -> ApiException.typed(
                        404, "invalid_request", models.invalidIdentifier(request.model()), "model_not_found", "model"));
        GenerationNotes notes = new GenerationNotes(exchange, instances.truth());
        ChatStream stream = request.stream()
                ? new ChatStream(exchange, resident != null ? resident.id() : model.key(), notes)
                : null;
        try {
            answer(exchange, request, stream, notes, resident, model);
        } catch (ApiException e) {
            if (stream == null || !stream.isOpen()) {
                throw e;
            }
            stream.error("internal_error", String.valueOf(e.getMessage()));
            stream.end(ChatAnswer.json(model.key(), "", null, null, null));
        }
    }

    private void answer(
            Exchange exchange,
            ChatRequest request,
            @Nullable ChatStream stream,
            GenerationNotes notes,
            @Nullable Instance resident,
            OfferedModel model)
            throws ApiException, InterruptedException {
        Instance instance = resident != null ? resident : load(exchange, request, stream, model);
        Double loadSeconds = resident != null ? null : Double.valueOf(instance.loadSeconds());
        AnswerReader reader = new AnswerReader();
        reader.run(instance, request.task(), exchange::onDisconnect, stream != null ? stream : AnswerReader.SILENT);
        String failure = reader.failure();
        if (failure != null && stream == null) {
            notes.write(instance, reader, false);
            throw ApiException.typed(500, "internal_error", failure);
        }
        String responseId = request.store() && reader.result() != null
                ? conversations.store(request.transcriptWith(reader.text()))
                : null;
        ObjectNode answer = ChatAnswer.json(instance.id(), reader.text(), reader.result(), loadSeconds, responseId);
        ChatAnswer.withReasoning(answer, reader.reasoning());
        if (stream == null) {
            exchange.json(200, answer);
        } else {
            if (failure != null) {
                stream.error("internal_error", failure);
            }
            stream.end(answer);
        }
        notes.write(instance, reader, stream != null);
    }

    private Instance load(Exchange exchange, ChatRequest request, @Nullable ChatStream stream, OfferedModel model)
            throws ApiException, InterruptedException {
        if (stream != null) {
            stream.loadStarted();
        }
        try {
            Instance instance = instances.load(model, loads.config(request.body(), model), exchange::onDisconnect);
            if (stream != null) {
                stream.loadEnded(instance.loadSeconds());
            }
            return instance;
        } catch (LoadFailedException e) {
            throw ApiException.typed(500, "model_load_failed", String.valueOf(e.getMessage()));
        }
    }
}

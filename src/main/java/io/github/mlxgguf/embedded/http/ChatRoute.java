package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.script.Fault;
import io.github.mlxgguf.embedded.worker.BeforeReady;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.LoadFailedException;
import io.github.mlxgguf.embedded.worker.WorkerConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/chat}, streamed or whole; loads the model first if it is not loaded. */
final class ChatRoute implements FaultDesk.FaultyRoute {
    private final ModelResolver models;
    private final Instances instances;
    private final LoadRoutes loads;
    private final StreamHabits habits;
    private final Conversations conversations = new Conversations();

    ChatRoute(ModelResolver models, Instances instances, LoadRoutes loads, StreamHabits habits) {
        this.models = models;
        this.instances = instances;
        this.loads = loads;
        this.habits = habits;
    }

    @Override
    public void handle(Exchange exchange, @Nullable Fault fault) throws ApiException, InterruptedException {
        try (GenerationNotes notes = new GenerationNotes(exchange, instances.truth())) {
            handle(exchange, fault, notes);
        }
    }

    private void handle(Exchange exchange, @Nullable Fault fault, GenerationNotes notes)
            throws ApiException, InterruptedException {
        ChatRequest request = ChatRequest.read(exchange, conversations);
        Instance resident = models.loaded(request.model()).orElse(null);
        OfferedModel named = resident != null
                ? resident.model()
                : models.downloaded(request.model()).orElse(null);
        request.requireReasoningOption(named == null ? List.of() : named.reasoningOptions());
        OfferedModel model = Optional.ofNullable(named)
                .orElseThrow(() -> ApiException.typed(
                        404, "invalid_request", models.invalidIdentifier(request.model()), "model_not_found", "model"));
        ChatMishaps mishaps = new ChatMishaps(fault, exchange);
        notes.fault(mishaps.name());
        String id = mishaps.shownId(resident != null ? resident.id() : models.instanceName(model));
        ChatStream stream = request.stream() ? new ChatStream(exchange, id, habits, notes) : null;
        int context = resident != null ? resident.config().contextLength() : WorkerConfig.DEFAULT_CONTEXT_LENGTH;
        if (mishaps.answeredInstead(stream, id, context)) {
            return;
        }
        try {
            answer(exchange, request, stream, notes, resident, model, mishaps);
        } catch (ApiException e) {
            if (stream == null || !stream.isOpen()) {
                throw e;
            }
            stream.error("internal_error", String.valueOf(e.getMessage()));
            stream.end(ChatAnswer.json(id, "", null, null, null));
        }
    }

    private void answer(
            Exchange exchange,
            ChatRequest request,
            @Nullable ChatStream stream,
            GenerationNotes notes,
            @Nullable Instance resident,
            OfferedModel model,
            ChatMishaps mishaps)
            throws ApiException, InterruptedException {
        Instance instance = resident != null ? resident : load(exchange, request, stream, model);
        Double loadSeconds = resident != null ? mishaps.seemingLoad(stream) : Double.valueOf(instance.loadSeconds());
        AnswerReader reader = new AnswerReader();
        String failure;
        try {
            reader.run(instance, request.task(), exchange::onDisconnect, mishaps.over(stream, instance));
            failure = reader.failure();
        } catch (AnswerOverException e) {
            failure = e.failure();
            if (failure == null) {
                notes.write(instance, reader, stream != null);
                return;
            }
        }
        if (failure != null && stream == null) {
            notes.write(instance, reader, false);
            throw ApiException.typed(500, "internal_error", failure);
        }
        String responseId = request.store() && reader.result() != null
                ? conversations.store(request.transcriptWith(reader.text()))
                : null;
        ObjectNode answer = ChatAnswer.json(
                mishaps.shownId(instance.id()), reader.text(), reader.result(), loadSeconds, responseId);
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
            Instance instance = instances.load(
                    model,
                    models.instanceName(model),
                    loads.config(request.body(), model),
                    exchange::onDisconnect,
                    BeforeReady.NOTHING);
            if (stream != null) {
                stream.loadEnded(instance.loadSeconds());
            }
            return instance;
        } catch (LoadFailedException e) {
            throw ApiException.typed(500, "model_load_failed", String.valueOf(e.getMessage()));
        }
    }
}

package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.LoadFailedException;
import io.github.mlxgguf.embedded.worker.WorkerConfig;
import java.util.Objects;
import java.util.Set;

/** {@code POST /api/v1/models/load} and {@code POST /api/v1/models/unload}. */
final class LoadRoutes {
    private static final Set<String> LOAD_KEYS = Set.of(
            "model",
            "context_length",
            "eval_batch_size",
            "flash_attention",
            "num_experts",
            "offload_kv_cache_to_gpu",
            "parallel",
            "echo_load_config");

    private final Offers offers;
    private final Instances instances;
    private final boolean mmap;

    LoadRoutes(Offers offers, Instances instances, boolean mmap) {
        this.offers = offers;
        this.instances = instances;
        this.mmap = mmap;
    }

    void load(Exchange exchange) throws ApiException, InterruptedException {
        Body body = Body.of(exchange).strict(LOAD_KEYS);
        String key = body.requiredText("model");
        boolean echo = body.flag("echo_load_config", false);
        OfferedModel model = offers.find(key)
                .orElseThrow(() ->
                        ApiException.typed(404, "model_not_found", "Model " + key + " not found in downloaded models"));
        try {
            Instance instance = instances.load(model, config(body, model), exchange::onDisconnect);
            ObjectNode answer = Json.object()
                    .put("type", "llm")
                    .put("instance_id", instance.id())
                    .put("load_time_seconds", instance.loadSeconds())
                    .put("status", "loaded");
            if (echo) {
                answer.set("load_config", ModelListRoutes.config(instance.config()));
            }
            exchange.onDisconnect(() -> {}); // the load is done; from here on the model stays
            exchange.json(200, answer);
        } catch (LoadFailedException e) {
            throw ApiException.typed(500, "model_load_failed", String.valueOf(e.getMessage()));
        }
    }

    void unload(Exchange exchange) throws ApiException {
        String id = Body.of(exchange).strict(Set.of("instance_id")).requiredText("instance_id");
        if (!instances.unload(id)) {
            throw ApiException.typed(
                    404, "model_not_found", "Model with instance identifier '" + id + "' is not loaded.");
        }
        exchange.json(200, Json.object().put("instance_id", id));
    }

    /** The settings of a request with the defaults filled in. */
    WorkerConfig config(Body body, OfferedModel model) throws ApiException {
        int longest = model.maxContextLength();
        int contextLength = Objects.requireNonNullElse(
                body.positive("context_length"), Math.min(longest, WorkerConfig.DEFAULT_CONTEXT_LENGTH));
        if (contextLength > longest) {
            throw ApiException.invalid(
                    "'context_length' must be at most " + longest + " for " + model.key() + ", but was "
                            + contextLength,
                    "invalid_value",
                    "context_length");
        }
        return new WorkerConfig(
                contextLength,
                Objects.requireNonNullElse(body.positive("parallel"), WorkerConfig.DEFAULT_PARALLEL),
                Objects.requireNonNullElse(body.positive("eval_batch_size"), WorkerConfig.DEFAULT_EVAL_BATCH_SIZE),
                body.flag("flash_attention", false),
                body.flag("offload_kv_cache_to_gpu", true),
                mmap);
    }
}

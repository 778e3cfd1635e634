package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.script.Fault;
import io.github.mlxgguf.embedded.script.Quirk;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.LoadFailedException;
import io.github.mlxgguf.embedded.worker.WorkerConfig;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    private final ModelResolver models;
    private final Instances instances;
    private final Set<String> loadKeys;
    private final boolean mmap;

    LoadRoutes(ModelResolver models, Instances instances, Set<Quirk> quirks, boolean mmap) {
        this.models = models;
        this.instances = instances;
        this.loadKeys = quirks.contains(Quirk.PARALLEL_REFUSED) ? withoutParallel() : LOAD_KEYS;
        this.mmap = mmap;
    }

    void load(Exchange exchange, @Nullable Fault fault) throws ApiException, InterruptedException {
        Body body = Body.of(exchange).strict(loadKeys);
        String key = body.requiredText("model");
        boolean echo = body.flag("echo_load_config", false);
        OfferedModel model = models.loadable(key)
                .orElseThrow(() ->
                        ApiException.typed(404, "model_not_found", "Model " + key + " not found in downloaded models"));
        try {
            WorkerConfig config = config(body, model);
            String name = models.instanceName(model);
            LoadMishaps.refuse(fault, name);
            Instance instance = instances.load(
                    model, name, config, exchange::onDisconnect, LoadMishaps.delay(fault, exchange, name));
            ObjectNode answer = Json.object()
                    .put("type", "llm")
                    .put("instance_id", instance.id())
                    .put("load_time_seconds", instance.loadSeconds())
                    .put("status", "loaded");
            if (echo) {
                answer.set("load_config", ModelListRoutes.config(model, instance.config()));
            }
            exchange.onDisconnect(() -> {}); // the load is done; from here on the model stays
            exchange.json(200, answer);
        } catch (LoadFailedException e) {
            throw ApiException.typed(500, "model_load_failed", String.valueOf(e.getMessage()));
        }
    }

    void unload(Exchange exchange, @Nullable Fault fault) throws ApiException {
        String id = Body.of(exchange).strict(Set.of("instance_id")).requiredText("instance_id");
        if (!instances.unload(id, LoadMishaps.stay(fault))) {
            throw ApiException.typed(
                    404, "model_not_found", "Model with instance identifier '" + id + "' is not loaded.");
        }
        exchange.json(200, Json.object().put("instance_id", id));
    }

    private static Set<String> withoutParallel() {
        Set<String> keys = new HashSet<>(LOAD_KEYS);
        keys.remove("parallel");
        return Set.copyOf(keys);
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
        int parallel = Objects.requireNonNullElse(body.positive("parallel"), WorkerConfig.DEFAULT_PARALLEL);
        if (parallel > WorkerConfig.MOST_PARALLEL) {
            throw ApiException.invalid(
                    "'parallel' must be at most " + WorkerConfig.MOST_PARALLEL + ", but was " + parallel,
                    "invalid_value",
                    "parallel");
        }
        return new WorkerConfig(
                model.fittedContext() > 0 ? model.fittedContext() : contextLength,
                parallel,
                Objects.requireNonNullElse(body.positive("eval_batch_size"), WorkerConfig.DEFAULT_EVAL_BATCH_SIZE),
                body.flag("flash_attention", false),
                body.flag("offload_kv_cache_to_gpu", true),
                mmap);
    }
}

package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.WorkerConfig;
import java.util.List;

/** {@code GET /api/v1/models} and {@code GET /api/v0/models}. */
final class ModelListRoutes {
    private final Offers offers;
    private final Instances instances;

    ModelListRoutes(Offers offers, Instances instances) {
        this.offers = offers;
        this.instances = instances;
    }

    void v1(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("models");
        offers.models().forEach(model -> list.add(v1Entry(model)));
        exchange.json(200, answer);
    }

    void v0(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("data");
        offers.models().forEach(model -> addV0Entries(list, model));
        exchange.json(200, answer.put("object", "list"));
    }

    static ObjectNode config(WorkerConfig config) {
        return Json.object()
                .put("context_length", config.contextLength())
                .put("eval_batch_size", config.evalBatchSize())
                .put("parallel", config.parallel())
                .put("flash_attention", config.flashAttention())
                .put("offload_kv_cache_to_gpu", config.offloadKvCacheToGpu());
    }

    private ObjectNode v1Entry(OfferedModel model) {
        ObjectNode entry = Json.object()
                .put("type", "llm")
                .put("publisher", model.publisher())
                .put("key", model.key())
                .put("display_name", model.displayName())
                .put("architecture", model.architecture());
        entry.putObject("quantization")
                .put("name", model.quantization())
                .set("bits_per_weight", bits(model.bitsPerWeight()));
        entry.put("size_bytes", model.sizeBytes()).put("params_string", model.params());
        ArrayNode loaded = entry.putArray("loaded_instances");
        copiesOf(model).stream()
                .filter(Instance::isLoaded)
                .forEach(copy -> loaded.addObject().put("id", copy.id()).set("config", config(copy.config())));
        entry.put("max_context_length", model.maxContextLength())
                .put("format", model.format().id());
        entry.putObject("capabilities").put("vision", false).put("trained_for_tool_use", false);
        return entry.putNull("description");
    }

    /** 8, and not 8.0, as LM Studio writes it. */
    private static JsonNode bits(double bitsPerWeight) {
        return bitsPerWeight == Math.rint(bitsPerWeight)
                ? IntNode.valueOf((int) bitsPerWeight)
                : DoubleNode.valueOf(bitsPerWeight);
    }

    private void addV0Entries(ArrayNode list, OfferedModel model) {
        List<Instance> copies = copiesOf(model);
        if (copies.isEmpty()) {
            list.add(v0Entry(model, model.key(), "not-loaded"));
        }
        for (Instance copy : copies) {
            ObjectNode entry = v0Entry(model, copy.id(), copy.isLoaded() ? "loaded" : "loading");
            if (copy.isLoaded()) {
                entry.put("loaded_context_length", copy.config().contextLength());
            }
            list.add(entry);
        }
    }

    private static ObjectNode v0Entry(OfferedModel model, String id, String state) {
        return Json.object()
                .put("id", id)
                .put("object", "model")
                .put("type", "llm")
                .put("publisher", model.publisher())
                .put("arch", model.architecture())
                .put("compatibility_type", model.format().id())
                .put("quantization", model.quantization())
                .put("state", state)
                .put("max_context_length", model.maxContextLength());
    }

    private List<Instance> copiesOf(OfferedModel model) {
        return instances.all().stream()
                .filter(instance -> instance.model().equals(model))
                .toList();
    }
}

package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.catalog.ListEntry;
import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.WorkerConfig;
import io.github.mlxgguf.trace.Format;
import java.util.List;

/** {@code GET /api/v1/models} and {@code GET /api/v0/models}. */
final class ModelListRoutes {
    private final Offers offers;
    private final Instances instances;
    private final ListHabits habits;

    ModelListRoutes(Offers offers, Instances instances, ListHabits habits) {
        this.offers = offers;
        this.instances = instances;
        this.habits = habits;
    }

    void v1(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("models");
        offers.entries().forEach(entry -> list.add(v1Entry(entry)));
        habits.v1(answer, list);
        exchange.json(200, answer);
    }

    void v0(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("data");
        offers.entries().forEach(entry -> addV0Entries(list, entry));
        habits.v0(list);
        exchange.json(200, answer.put("object", "list"));
    }

    /** The settings as an instance shows them, which the two engines do differently. */
    static ObjectNode config(OfferedModel model, WorkerConfig config) {
        return model.format() == Format.MLX ? mlxConfig(config) : ggufConfig(config);
    }

    /** The last one is in no documentation, but in real answers. */
    private static ObjectNode mlxConfig(WorkerConfig config) {
        return Json.object()
                .put("context_length", config.contextLength())
                .put("parallel", config.parallel())
                .put("reasoning_budget_message", "");
    }

    private static ObjectNode ggufConfig(WorkerConfig config) {
        return Json.object()
                .put("context_length", config.contextLength())
                .put("eval_batch_size", config.evalBatchSize())
                .put("parallel", config.parallel())
                .put("flash_attention", config.flashAttention())
                .put("offload_kv_cache_to_gpu", config.offloadKvCacheToGpu());
    }

    /** What describes a catalogue entry is its selected build, also while another one is loaded. */
    private ObjectNode v1Entry(ListEntry listed) {
        OfferedModel model = listed.selected();
        ObjectNode entry = Json.object()
                .put("type", "llm")
                .put("publisher", model.publisher())
                .put("key", listed.key())
                .put("display_name", model.displayName())
                .put("architecture", model.architecture());
        entry.putObject("quantization")
                .put("name", model.quantization())
                .set("bits_per_weight", bits(model.bitsPerWeight()));
        entry.put("size_bytes", model.sizeBytes()).put("params_string", model.params());
        ArrayNode loaded = entry.putArray("loaded_instances");
        copiesOf(listed).stream().filter(Instance::isLoaded).forEach(copy -> loaded.addObject()
                .put("id", copy.id())
                .set("config", config(copy.model(), copy.config())));
        entry.put("max_context_length", model.maxContextLength())
                .put("format", model.format().id());
        ObjectNode capabilities =
                entry.putObject("capabilities").put("vision", false).put("trained_for_tool_use", false);
        if (!model.reasoningOptions().isEmpty()) {
            addReasoning(capabilities, model.reasoningOptions());
        }
        entry.putNull("description");
        if (listed.catalogued()) {
            ArrayNode variants = entry.putArray("variants");
            listed.builds().forEach(build -> variants.add(build.key()));
            entry.put("selected_variant", model.key());
        }
        return entry;
    }

    /** On by default where it can be simply on, as in real lists. */
    private static void addReasoning(ObjectNode capabilities, List<String> options) {
        ObjectNode reasoning = capabilities.putObject("reasoning");
        options.forEach(reasoning.putArray("allowed_options")::add);
        reasoning.put("default", options.contains("on") ? "on" : options.get(options.size() - 1));
    }

    /** 8, and not 8.0, as LM Studio writes it. */
    private static JsonNode bits(double bitsPerWeight) {
        return bitsPerWeight == Math.rint(bitsPerWeight)
                ? IntNode.valueOf((int) bitsPerWeight)
                : DoubleNode.valueOf(bitsPerWeight);
    }

    private void addV0Entries(ArrayNode list, ListEntry listed) {
        OfferedModel model = listed.selected();
        List<Instance> copies = copiesOf(listed);
        if (copies.isEmpty()) {
            list.add(v0Entry(model, listed.key(), "not-loaded"));
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

    private List<Instance> copiesOf(ListEntry listed) {
        return instances.all().stream()
                .filter(instance -> listed.builds().contains(instance.model()))
                .toList();
    }
}

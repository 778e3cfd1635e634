package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code GET /api/v1/models}; unknown fields are ignored, absent ones are unknown. */
final class ModelListParser {
    private ModelListParser() {}

    /** The entries, or null if this is not a model list: a 200 alone proves nothing. */
    static @Nullable List<ModelEntry> parse(JsonNode root) {
        JsonNode models = root.get("models");
        if (models == null || !models.isArray()) {
            return null;
        }
        List<ModelEntry> entries = new ArrayList<>();
        for (JsonNode model : models) {
            String key = text(model, "key");
            if (key != null) {
                entries.add(entry(key, model));
            }
        }
        return entries;
    }

    private static ModelEntry entry(String key, JsonNode model) {
        String format = text(model, "format");
        String type = text(model, "type");
        return new ModelEntry(
                key,
                type == null ? "llm" : type,
                text(model, "display_name"),
                text(model, "architecture"),
                format == null ? null : Format.fromId(format).orElse(null),
                text(model.path("quantization"), "name"),
                integer(model, "size_bytes"),
                text(model, "params_string"),
                integer(model, "max_context_length"),
                instances(model.path("loaded_instances")),
                texts(model.path("variants")),
                text(model, "selected_variant"),
                texts(model.path("capabilities").path("reasoning").path("allowed_options")),
                new ModelEntry.Origin(text(model, "publisher"), null, null));
    }

    private static List<ModelEntry.Instance> instances(JsonNode nodes) {
        List<ModelEntry.Instance> instances = new ArrayList<>();
        for (JsonNode node : nodes) {
            String id = text(node, "id");
            if (id != null) {
                instances.add(new ModelEntry.Instance(id, loadConfig(node.path("config"))));
            }
        }
        return instances;
    }

    /** A load configuration as the list and the load answer spell it. */
    static LoadConfig loadConfig(JsonNode node) {
        return new LoadConfig(
                intOrNull(node, "context_length"),
                intOrNull(node, "parallel"),
                intOrNull(node, "eval_batch_size"),
                bool(node, "flash_attention"),
                bool(node, "offload_kv_cache_to_gpu"),
                intOrNull(node, "num_experts"));
    }

    static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isTextual() ? null : value.asText();
    }

    static @Nullable Long integer(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isNumber() ? null : value.asLong();
    }

    static @Nullable Double decimal(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isNumber() ? null : value.asDouble();
    }

    private static @Nullable Integer intOrNull(JsonNode node, String key) {
        Long value = integer(node, key);
        // A figure that no token count can be is not known.
        return value == null || value < 0 || value > Integer.MAX_VALUE ? null : value.intValue();
    }

    private static @Nullable Boolean bool(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isBoolean()) {
            return null;
        }
        return value.asBoolean();
    }

    private static List<String> texts(JsonNode nodes) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.isTextual()) {
                texts.add(node.asText());
            }
        }
        return texts;
    }
}

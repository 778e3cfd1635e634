package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.script.Quirk;
import java.util.Set;

/** What a list holds besides the models on offer. Nothing of it can be loaded. */
final class ListHabits {
    private final Set<Quirk> quirks;

    ListHabits(Set<Quirk> quirks) {
        this.quirks = quirks;
    }

    void v1(ObjectNode answer, ArrayNode models) {
        if (quirks.contains(Quirk.SPARSE_LIST)) {
            models.add(embedding());
            models.add(withoutCapabilities());
        }
        if (quirks.contains(Quirk.UNKNOWN_EVENTS_AND_FIELDS)) {
            models.forEach(model -> {
                UnknownAdditions.field((ObjectNode) model);
                model.path("loaded_instances").forEach(copy -> UnknownAdditions.field((ObjectNode) copy.get("config")));
            });
            UnknownAdditions.field(answer);
        }
    }

    void v0(ArrayNode models) {
        if (quirks.contains(Quirk.SPARSE_LIST)) {
            models.addObject()
                    .put("id", "text-embedding-sparse")
                    .put("object", "model")
                    .put("type", "embeddings")
                    .put("publisher", "sparse")
                    .put("arch", "nomic-bert")
                    .put("compatibility_type", "gguf")
                    .put("quantization", "Q4_K_M")
                    .put("state", "not-loaded")
                    .put("max_context_length", 2048);
        }
    }

    private static ObjectNode embedding() {
        ObjectNode entry = Json.object()
                .put("type", "embedding")
                .put("publisher", "sparse")
                .put("key", "text-embedding-sparse")
                .put("display_name", "Sparse Embedding");
        entry.putObject("quantization").put("name", "Q4_K_M").put("bits_per_weight", 4);
        entry.put("size_bytes", 84_106_624)
                .putNull("params_string")
                .putArray("loaded_instances")
                .addObject()
                .put("id", "text-embedding-sparse")
                .putObject("config")
                .put("context_length", 2048);
        return entry.put("max_context_length", 2048).put("format", "gguf");
    }

    private static ObjectNode withoutCapabilities() {
        ObjectNode entry = Json.object()
                .put("type", "llm")
                .put("publisher", "sparse")
                .put("key", "sparse-27b")
                .put("display_name", "Sparse 27B")
                .putNull("architecture")
                .putNull("quantization")
                .put("size_bytes", 22_800_000_000L)
                .putNull("params_string");
        entry.putArray("loaded_instances");
        return entry.put("max_context_length", 262_144).put("format", "mlx").putNull("description");
    }
}

package io.github.mlxgguf.lmstudio.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code lms ls --json}, with and without {@code --variants}, and {@code lms ps --json}; unknown fields are ignored. */
final class CliModelParser {
    /** The tool's word for MLX. */
    private static final String SAFETENSORS = "safetensors";

    private CliModelParser() {}

    /**
     * The rows of {@code ls}, or empty if this is no list. Builds of a catalogue model that {@code --variants} describes follow
     * the row that they belong to.
     */
    static Optional<List<CliModel>> models(String stdout) {
        return rows(stdout).map(rows -> {
            List<CliModel> models = new ArrayList<>();
            for (JsonNode row : rows) {
                addModel(row, models);
                for (JsonNode variant : row.path("variants")) {
                    if (variant.isObject()) {
                        addModel(variant, models);
                    }
                }
            }
            return List.copyOf(models);
        });
    }

    /** The rows of {@code ps}, or empty if this is no list. */
    static Optional<List<CliInstance>> instances(String stdout) {
        return rows(stdout).map(rows -> {
            List<CliInstance> instances = new ArrayList<>();
            for (JsonNode row : rows) {
                String key = text(row, "modelKey");
                String identifier = text(row, "identifier");
                if (key != null && identifier != null) {
                    instances.add(new CliInstance(
                            model(key, row),
                            identifier,
                            intOrNull(row, "contextLength"),
                            intOrNull(row, "parallel"),
                            text(row, "status"),
                            intOrNull(row, "queued"),
                            longOrNull(row, "ttlMs")));
                }
            }
            return List.copyOf(instances);
        });
    }

    private static Optional<JsonNode> rows(String stdout) {
        return CliText.json(stdout, CliModelParser::isArrayOfObjects);
    }

    private static boolean isArrayOfObjects(JsonNode node) {
        if (!node.isArray()) {
            return false;
        }
        for (JsonNode row : node) {
            if (!row.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static void addModel(JsonNode row, List<CliModel> models) {
        String key = text(row, "modelKey");
        if (key != null) {
            models.add(model(key, row));
        }
    }

    private static CliModel model(String key, JsonNode row) {
        return new CliModel(
                key,
                text(row, "type"),
                format(text(row, "format")),
                text(row, "displayName"),
                text(row, "publisher"),
                text(row, "path"),
                longOrNull(row, "sizeBytes"),
                text(row, "indexedModelIdentifier"),
                text(row, "deviceIdentifier"),
                text(row, "paramsString"),
                text(row, "architecture"),
                text(row.path("quantization"), "name"),
                variants(row.path("variants")),
                text(row, "selectedVariant"),
                longOrNull(row, "maxContextLength"));
    }

    private static List<String> variants(JsonNode nodes) {
        List<String> names = new ArrayList<>();
        for (JsonNode node : nodes) {
            String name = node.isTextual() ? node.asText() : text(node, "modelKey");
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** The format that the tool's word means; newer versions write {@code torch_safetensors} for other engines than MLX. */
    static @Nullable Format format(@Nullable String word) {
        if (word == null) {
            return null;
        }
        String id = word.toLowerCase(Locale.ROOT);
        return id.equals(SAFETENSORS) ? Format.MLX : Format.fromId(id).orElse(null);
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isTextual() ? null : value.asText();
    }

    private static @Nullable Long longOrNull(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isNumber() ? null : value.asLong();
    }

    private static @Nullable Integer intOrNull(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.canConvertToInt() ? null : value.asInt();
    }
}

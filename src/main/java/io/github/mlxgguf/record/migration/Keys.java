package io.github.mlxgguf.record.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts keys into a JSON object where our writer has them. */
final class Keys {
    private Keys() {}

    /** Adds a key right after another one, unless it is there already. */
    static void addAfter(ObjectNode object, String previous, String key, JsonNode value) {
        if (object.has(key)) {
            return;
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            fields.put(field.getKey(), field.getValue());
            if (field.getKey().equals(previous)) {
                fields.put(key, value);
            }
        });
        fields.putIfAbsent(key, value);
        object.removeAll();
        object.setAll(fields);
    }
}

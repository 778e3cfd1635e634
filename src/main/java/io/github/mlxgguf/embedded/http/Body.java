package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON request body with typed access; what is wrong with it becomes a 400. */
final class Body {
    private final ObjectNode json;

    private Body(ObjectNode json) {
        this.json = json;
    }

    static Body of(Exchange exchange) throws ApiException {
        try {
            if (Json.MAPPER.readTree(exchange.body()) instanceof ObjectNode object) {
                return new Body(object);
            }
        } catch (IOException e) {
            // answered below like any other text that is not an object
        }
        throw ApiException.invalid(
                "Invalid body: failed to parse JSON value. Please check the value to ensure it is valid JSON",
                "invalid_json",
                null);
    }

    /** What a request is about, by a look at its body that complains about nothing; null if that does not tell. */
    static @Nullable String nameOfModel(Exchange exchange) {
        try {
            JsonNode json = Json.MAPPER.readTree(exchange.body());
            JsonNode name = json.has("model") ? json.get("model") : json.get("instance_id");
            return name == null ? null : name.textValue();
        } catch (IOException e) {
            return null;
        }
    }

    /** Refuses keys outside the list, as the native API does. */
    Body strict(Set<String> allowed) throws ApiException {
        List<String> unknown = new ArrayList<>();
        json.fieldNames().forEachRemaining(key -> {
            if (!allowed.contains(key)) {
                unknown.add("'" + key + "'");
            }
        });
        if (!unknown.isEmpty()) {
            throw ApiException.invalid(
                    "Unrecognized key(s) in object: " + unknown.stream().collect(Collectors.joining(", ")),
                    "unrecognized_keys",
                    null);
        }
        return this;
    }

    @Nullable
    JsonNode value(String key) {
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : value;
    }

    String requiredText(String key) throws ApiException {
        JsonNode value = value(key);
        if (value == null) {
            throw ApiException.invalid("'" + key + "' is required", "missing_required_parameter", key);
        }
        return checked(key, value, JsonNode::isTextual, "a string").textValue();
    }

    @Nullable
    String text(String key) throws ApiException {
        JsonNode value = value(key);
        return value == null
                ? null
                : checked(key, value, JsonNode::isTextual, "a string").textValue();
    }

    @Nullable
    Integer positive(String key) throws ApiException {
        JsonNode value = value(key);
        return value == null
                ? null
                : Integer.valueOf(
                        checked(key, value, node -> node.isInt() && node.intValue() > 0, "a whole number above 0")
                                .intValue());
    }

    @Nullable
    Integer wholeNumber(String key) throws ApiException {
        JsonNode value = value(key);
        return value == null
                ? null
                : Integer.valueOf(
                        checked(key, value, node -> node.isInt() && node.intValue() >= 0, "a whole number, 0 or more")
                                .intValue());
    }

    @Nullable
    Double number(String key) throws ApiException {
        JsonNode value = value(key);
        return value == null
                ? null
                : Double.valueOf(
                        checked(key, value, node -> node.isNumber() && node.doubleValue() >= 0, "a number, 0 or more")
                                .doubleValue());
    }

    boolean flag(String key, boolean otherwise) throws ApiException {
        JsonNode value = value(key);
        return value == null
                ? otherwise
                : checked(key, value, JsonNode::isBoolean, "true or false").booleanValue();
    }

    private static JsonNode checked(String key, JsonNode value, Predicate<JsonNode> test, String expected)
            throws ApiException {
        if (!test.test(value)) {
            throw ApiException.invalid("'" + key + "' must be " + expected + ", but was " + value, "invalid_type", key);
        }
        return value;
    }
}

package io.github.mlxgguf.embedded.gguf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The key-value part of a GGUF head, in the order in which it is written. */
final class Metadata {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Metadata put(String key, String value) {
        values.put(key, value);
        return this;
    }

    Metadata put(String key, int value) {
        values.put(key, value);
        return this;
    }

    Metadata put(String key, float value) {
        values.put(key, value);
        return this;
    }

    Metadata put(String key, boolean value) {
        values.put(key, value);
        return this;
    }

    Metadata putStrings(String key, List<String> value) {
        values.put(key, value.toArray(String[]::new));
        return this;
    }

    Metadata putFloats(String key, float[] value) {
        values.put(key, value);
        return this;
    }

    Metadata putInts(String key, int[] value) {
        values.put(key, value);
        return this;
    }

    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}

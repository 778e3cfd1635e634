package io.github.mlxgguf.bundle;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One value that differs between two JSON documents.
 *
 * @param path where, for example {@code pairs[0].metrics[2].baseline.median}
 * @param bundle what the bundle says, as JSON, or {@code nothing}
 * @param records what the records give, as JSON, or {@code nothing}
 * @param rounding both are numbers and differ by less than {@link #ROUNDING} of the larger
 * @param wording both are sentences, which another version of the suite may put otherwise
 */
record JsonDifference(String path, String bundle, String records, boolean rounding, boolean wording) {
    /** Exponentials and logarithms are rounded otherwise on another processor, which a search for a quantile makes larger. */
    static final double ROUNDING = 1e-9;

    private static final String NOTHING = "nothing";
    private static final Set<String> SENTENCES =
            Set.of("text", "reason", "remedy", "notes", "notice", "because", "would_change", "made_by");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // A value is shown as it stands in the file.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * All of them, in the order of the document.
     *
     * @throws IOException if one cannot be read as JSON
     */
    static List<JsonDifference> between(Path bundle, Path records) throws IOException {
        List<JsonDifference> found = new ArrayList<>();
        compare("", "", JSON.readTree(Files.readAllBytes(bundle)), JSON.readTree(Files.readAllBytes(records)), found);
        return found;
    }

    @Override
    public String toString() {
        return Printable.of(path) + ": the bundle says " + shown(bundle) + ", the records give " + shown(records);
    }

    private static String shown(String json) {
        return json.length() > 120 ? Printable.of(json.substring(0, 120)) + "…" : Printable.of(json);
    }

    private static void compare(
            String path, String key, JsonNode bundle, JsonNode records, List<JsonDifference> found) {
        if (bundle.isObject() && records.isObject()) {
            Set<String> names = new TreeSet<>();
            Iterator<String> theirs = bundle.fieldNames();
            theirs.forEachRemaining(names::add);
            records.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String at = path.isEmpty() ? name : path + "." + name;
                compare(at, name, bundle.path(name), records.path(name), found);
            }
        } else if (bundle.isArray() && records.isArray()) {
            for (int i = 0; i < Math.max(bundle.size(), records.size()); i++) {
                compare(path + "[" + i + "]", key, bundle.path(i), records.path(i), found);
            }
        } else if (!same(bundle, records)) {
            found.add(new JsonDifference(
                    path,
                    json(bundle),
                    json(records),
                    rounding(bundle, records),
                    SENTENCES.contains(key) && bundle.isTextual() && records.isTextual()));
        }
    }

    /** 50 and 50.0 are the same number, 50 and "50" are not the same value. */
    private static boolean same(JsonNode one, JsonNode other) {
        return (one.isNumber() && other.isNumber())
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private static boolean rounding(JsonNode one, JsonNode other) {
        if (!one.isNumber() || !other.isNumber() || (one.isIntegralNumber() && other.isIntegralNumber())) {
            return false;
        }
        double largest = Math.max(Math.abs(one.doubleValue()), Math.abs(other.doubleValue()));
        return Math.abs(one.doubleValue() - other.doubleValue()) < largest * ROUNDING;
    }

    private static String json(JsonNode node) {
        return node.isMissingNode() ? NOTHING : node.toString();
    }
}

package io.github.mlxgguf.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A results folder as somebody else's program sees it: three files of JSON. Nothing of the suite's own reading or arithmetic is used
 * here, so that it can be held against both.
 */
final class PlainResults {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READINGS_FOR_A_PEAK = 3;

    private final List<JsonNode> records;
    private final List<JsonNode> samples;
    private final JsonNode summary;

    PlainResults(Path folder) throws IOException {
        records = lines(folder.resolve("records.jsonl"));
        samples = lines(folder.resolve("samples.jsonl"));
        summary = JSON.readTree(folder.resolve("summary.json").toFile());
    }

    /** From a moment on, and before another one. */
    record Stretch(long startNs, long endNs) {
        boolean contains(JsonNode sample) {
            long at = sample.get("t_ns").longValue();
            return at >= startNs && at < endNs;
        }

        static Stretch of(JsonNode phaseOrRecord) {
            return new Stretch(
                    phaseOrRecord.get("start_ns").longValue(),
                    phaseOrRecord.get("end_ns").longValue());
        }
    }

    /** What a record says of one figure of one phase. */
    record Stat(long median, @Nullable Long peak, int n) {
        static @Nullable Stat of(List<Long> readings) {
            if (readings.isEmpty()) {
                return null;
            }
            List<Long> sorted = readings.stream().sorted().toList();
            int half = sorted.size() / 2;
            long median = sorted.size() % 2 == 1
                    ? sorted.get(half)
                    : Math.floorDiv(sorted.get(half - 1) + sorted.get(half), 2L);
            return new Stat(
                    median, readings.size() < READINGS_FOR_A_PEAK ? null : Collections.max(readings), readings.size());
        }

        static Stat of(JsonNode recorded) {
            JsonNode peak = recorded.get("peak_bytes");
            return new Stat(
                    recorded.get("median_bytes").longValue(),
                    peak.isNull() ? null : (Long) peak.longValue(),
                    recorded.get("n").intValue());
        }
    }

    /** The records of a kind and, if it is not null, of a format. */
    List<JsonNode> records(String kind, @Nullable String format) {
        return records.stream()
                .filter(line -> line.get("kind").asText().equals(kind))
                .filter(line -> format == null || line.get("format").asText().equals(format))
                .toList();
    }

    JsonNode record(String kind, @Nullable String format) {
        List<JsonNode> found = records(kind, format);
        if (found.size() != 1) {
            throw new IllegalStateException("expected one " + kind + " of " + format + ", found " + found.size());
        }
        return found.get(0);
    }

    JsonNode cell(String scenario, String format) {
        return records("scenario", format).stream()
                .filter(line -> line.get("scenario").asText().equals(scenario))
                .findFirst()
                .orElseThrow();
    }

    /** The generations of a cell in one role, in their order. */
    List<JsonNode> generations(String scenario, String format, String role) {
        return records("generation", format).stream()
                .filter(line -> line.get("scenario").asText().equals(scenario))
                .filter(line -> line.get("role").asText().equals(role))
                .toList();
    }

    /** The row of {@code summary.json}, or null. */
    @Nullable
    JsonNode metric(String name, String scenario) {
        return StreamSupport.stream(summary.at("/pairs/0/metrics").spliterator(), false)
                .filter(row -> row.get("name").asText().equals(name)
                        && row.get("scenario").asText().equals(scenario))
                .findFirst()
                .orElse(null);
    }

    /** What {@code summary.json} says of a build's memory from request to request. */
    JsonNode leak(String variant, String metric) {
        return StreamSupport.stream(summary.at("/pairs/0/leak").spliterator(), false)
                .filter(leak -> leak.get("variant").asText().equals(variant)
                        && leak.get("metric").asText().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> samples() {
        return samples;
    }

    List<JsonNode> samplesIn(List<Stretch> stretches) {
        return samples.stream()
                .filter(sample -> stretches.stream().anyMatch(stretch -> stretch.contains(sample)))
                .toList();
    }

    /** The statistics that a phase's record should hold, by the key of the sample; those without a reading are left out. */
    Map<String, Stat> statistics(List<Stretch> stretches, Iterable<String> keys) {
        List<JsonNode> inside = samplesIn(stretches);
        Map<String, Stat> all = new TreeMap<>();
        for (String key : keys) {
            Stat stat = Stat.of(inside.stream()
                    .map(sample -> sample.path(key))
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::longValue)
                    .toList());
            if (stat != null) {
                all.put(key, stat);
            }
        }
        return all;
    }

    /** What a phase's record holds. */
    static Map<String, Stat> recorded(JsonNode phase) {
        Map<String, Stat> all = new TreeMap<>();
        phase.get("metrics").properties().forEach(entry -> all.put(entry.getKey(), Stat.of(entry.getValue())));
        return all;
    }

    /** The phase of a list of them. */
    static JsonNode phase(JsonNode phases, String id) {
        return StreamSupport.stream(phases.spliterator(), false)
                .filter(phase -> phase.get("phase").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** From the request to the first text. */
    static Stretch prefill(JsonNode generation) {
        long start = generation.get("start_ns").longValue();
        return new Stretch(start, start + Math.round(generation.get("ttft_ms").doubleValue() * 1e6));
    }

    /** From the first text to the last event. */
    static Stretch decode(JsonNode generation) {
        return new Stretch(prefill(generation).endNs(), generation.get("end_ns").longValue());
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}

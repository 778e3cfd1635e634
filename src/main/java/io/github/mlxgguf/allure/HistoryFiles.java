package io.github.mlxgguf.allure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Writes the folder {@code history} of Allure's results: what its generator would have written after each earlier run, so that
 * trends draw without anybody copying the folder from one report to the next. The format is that of generator 2.33.
 */
final class HistoryFiles {
    static final String FOLDER = "history";

    private static final List<String> STATUSES = List.of("failed", "broken", "skipped", "passed", "unknown");
    /** The first lines of a message say what happened; each report shows the rest of its own. */
    private static final int MOST_DETAILS = 500;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HistoryFiles() {}

    /**
     * Replaces what is there, also by nothing: the trend of another machine's runs is none of this run's.
     *
     * @param runs the newest first
     */
    static void write(Path allureResults, List<EarlierRun> runs) throws IOException {
        Path folder = allureResults.resolve(FOLDER);
        write(folder, "history.json", history(runs));
        write(folder, "history-trend.json", trend(runs, (run, data) -> count(data, run.results())));
        write(folder, "duration-trend.json", trend(runs, (run, data) -> data.put("duration", run.durationMs())));
        write(folder, "retry-trend.json", trend(runs, (run, data) -> data.put(
                        "run", run.results().size())
                .put("retry", run.retries())));
        write(folder, "categories-trend.json", trend(runs, HistoryFiles::countCategories));
    }

    private static void write(Path folder, String name, JsonNode content) throws IOException {
        ResultsFile.write(folder.resolve(name), MAPPER.writeValueAsString(content) + "\n", StandardCharsets.UTF_8);
    }

    private static ArrayNode trend(List<EarlierRun> runs, BiConsumer<EarlierRun, ObjectNode> data) {
        ArrayNode trend = MAPPER.createArrayNode();
        for (EarlierRun run : runs) {
            ObjectNode item = trend.addObject();
            if (run.number() != null) {
                item.put("buildOrder", run.number());
            }
            item.put("reportName", run.runId());
            data.accept(run, item.putObject("data"));
        }
        return trend;
    }

    private static void count(ObjectNode counts, Collection<EarlierResult> results) {
        STATUSES.forEach(status -> counts.put(
                status,
                results.stream()
                        .filter(result -> result.status().equals(status))
                        .count()));
        counts.put("total", results.size());
    }

    private static void countCategories(EarlierRun run, ObjectNode counts) {
        Map<String, Integer> byName = new TreeMap<>();
        for (EarlierResult result : run.results()) {
            Categories.of(result.status(), result.message(), result.trace())
                    .ifPresent(category -> byName.merge(category, 1, Integer::sum));
        }
        byName.forEach(counts::put);
    }

    /** The results of each test, the newest first. */
    private static ObjectNode history(List<EarlierRun> runs) {
        Map<String, List<EarlierResult>> byTest = new TreeMap<>();
        for (EarlierRun run : runs) {
            for (EarlierResult result : run.results()) {
                byTest.computeIfAbsent(result.historyId(), id -> new ArrayList<>())
                        .add(result);
            }
        }
        ObjectNode history = MAPPER.createObjectNode();
        byTest.forEach((historyId, results) -> {
            ObjectNode one = history.putObject(historyId);
            count(one.putObject("statistic"), results);
            ArrayNode items = one.putArray("items");
            results.forEach(result -> items.add(item(result)));
        });
        return history;
    }

    private static ObjectNode item(EarlierResult result) {
        ObjectNode item = MAPPER.createObjectNode().put("uid", result.uuid()).put("status", result.status());
        String message = result.message();
        if (message != null) {
            int end =
                    message.offsetByCodePoints(0, Math.min(MOST_DETAILS, message.codePointCount(0, message.length())));
            item.put("statusDetails", message.substring(0, end));
        }
        item.putObject("time")
                .put("start", result.startMs())
                .put("stop", result.stopMs())
                .put("duration", result.stopMs() - result.startMs());
        return item;
    }
}

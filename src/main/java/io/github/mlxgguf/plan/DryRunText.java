package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.server.ModelEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A plan and its estimate for people. */
public final class DryRunText {
    private static final double GB = 1e9;
    private static final double MB = 1e6;

    private DryRunText() {}

    /** The cells, pair by pair and build by build; of a build that cannot be loaded, why and the cure. */
    public static List<String> cells(MatrixPlan plan) {
        Map<String, Map<String, List<PlannedLoad>>> builds = new LinkedHashMap<>();
        for (PlannedLoad load : plan.loads()) {
            PairConfig pair = load.pair();
            builds.computeIfAbsent(pair.name() + " (" + pair.architecture().id() + ")", unused -> new LinkedHashMap<>())
                    .computeIfAbsent(load.side().id(), unused -> new ArrayList<>())
                    .add(load);
        }
        List<String> lines = new ArrayList<>();
        builds.forEach((pair, sides) -> {
            lines.add(pair);
            sides.values().forEach(loads -> lines.addAll(build(loads)));
        });
        return lines;
    }

    private static List<String> build(List<PlannedLoad> loads) {
        PlannedLoad first = loads.get(0);
        ModelEntry model = first.model();
        PlannedLoad.Missing missing = first.missing();
        List<String> lines = new ArrayList<>();
        String name = "  " + first.variant().label() + " " + first.variant().quantization();
        lines.add(model == null ? name + ": cannot run" : name + ": " + model.key() + ", " + size(model));
        if (missing != null) {
            lines.add("    " + missing.reason());
            lines.add("    -> " + missing.remedy());
        }
        Map<PlannedScenario, TreeSet<Integer>> rounds = new LinkedHashMap<>();
        for (PlannedLoad load : loads) {
            for (PlannedScenario scenario : load.scenarios()) {
                rounds.computeIfAbsent(scenario, unused -> new TreeSet<>()).add(load.round());
            }
        }
        rounds.forEach((scenario, numbers) -> lines.add("    " + scenario.id().id()
                + (numbers.size() == 1 ? ": round " : ": rounds ")
                + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (scenario.ownLoad() ? ", on a load of its own" : "")));
        return lines;
    }

    private static String size(ModelEntry model) {
        Long bytes = model.sizeBytes();
        if (bytes == null) {
            return "size unknown";
        }
        return bytes >= GB
                ? String.format(Locale.ROOT, "%.1f GB", bytes / GB)
                : String.format(Locale.ROOT, "%.0f MB", bytes / MB);
    }

    /** The estimate with what it rests on. */
    public static List<String> estimate(TimeEstimate estimate) {
        List<String> lines = new ArrayList<>();
        lines.add("Time: about " + clock(estimate.total()) + ", a rough estimate");
        lines.add("  " + clock(estimate.pauses()) + " pauses, as the config sets them");
        if (!estimate.known().isZero()) {
            lines.add("  " + clock(estimate.known())
                    + " loads and cells, as long as they took in earlier runs of the same config on this machine");
        }
        lines.add(String.format(
                Locale.ROOT,
                "  %s loads, assuming %.0f GB/s and %d s around each",
                clock(estimate.loads()),
                TimeEstimate.LOAD_BYTES_PER_SECOND / GB,
                TimeEstimate.AROUND_A_LOAD.toSeconds()));
        lines.add(String.format(
                Locale.ROOT,
                "  %s generations, assuming that every token reads all weights at %.0f GB/s, at most %.0f tokens/s, and"
                        + " answers of full length",
                clock(estimate.generations()),
                TimeEstimate.WEIGHT_BYTES_PER_SECOND / GB,
                TimeEstimate.MOST_TOKENS_PER_SECOND));
        return lines;
    }

    /** {@code h:mm:ss}, rounded up to seconds. */
    private static String clock(Duration duration) {
        long seconds = duration.plusNanos(999_999_999).toSeconds();
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}

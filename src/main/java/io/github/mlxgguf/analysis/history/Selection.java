package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.config.ScenarioId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which figures a history is about.
 *
 * @param metrics names in {@code summary.json}; empty for {@link #HEADLINES}
 * @param pairs names; empty for all
 * @param scenarios ids; empty for all, without the single prompts of leak detection
 * @param last newest runs of each machine; null for all
 */
public record Selection(
        Set<String> metrics,
        Set<String> pairs,
        Set<String> scenarios,
        @Nullable Integer last) {
    /** What is shown unless figures are named. */
    public static final Set<String> HEADLINES = Set.of(
            Figure.DECODE_TOKENS_PER_SECOND.id(),
            Figure.TTFT_MS.id(),
            Figure.PREFILL_TOKENS_PER_SECOND.id(),
            Figure.HEADLINE_BYTES.id(),
            Figure.LOAD_SECONDS.id());

    /** The headline figures of everything. */
    public static final Selection DEFAULT = new Selection(Set.of(), Set.of(), Set.of(), null);

    /** Copies the sets. */
    public Selection {
        metrics = Set.copyOf(metrics);
        pairs = Set.copyOf(pairs);
        scenarios = Set.copyOf(scenarios);
    }

    /** What is left out by it, for example {@code pair Llama 3.2 1B; newest 30 runs of each machine}; empty for everything. */
    public String words() {
        List<String> words = new ArrayList<>();
        add(words, "pair", pairs);
        add(words, "scenario", scenarios);
        add(words, "metric", metrics);
        if (last != null) {
            words.add(last == 1 ? "newest run of each machine" : "newest " + last + " runs of each machine");
        }
        return String.join("; ", words);
    }

    private static void add(List<String> words, String what, Set<String> names) {
        if (!names.isEmpty()) {
            words.add(what + " " + names.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    /** Whether single prompts of leak detection are left out: they repeat short questions, and its subject is memory. */
    public boolean leavesPromptsOut() {
        return scenarios.isEmpty();
    }

    boolean holds(String pair, Metric metric) {
        return (pairs.isEmpty() || pairs.contains(pair))
                && (scenarios.isEmpty() || scenarios.contains(metric.scenario()))
                && (metrics.isEmpty() ? HEADLINES : metrics).contains(metric.name())
                && !(leavesPromptsOut()
                        && metric.prompt() != null
                        && metric.scenario().equals(ScenarioId.LEAK_DETECTION.id()));
    }
}

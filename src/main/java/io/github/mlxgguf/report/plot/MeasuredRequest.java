package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in prompt and output one kind of request lies, as one build was measured on it; medians in tokens.
 *
 * @param requests how many
 */
record MeasuredRequest(Side side, String label, String name, long inputTokens, long outputTokens, int requests) {

    /** One for each build, scenario and prompt; requests beside others at the same time are left out. */
    static List<MeasuredRequest> of(PairEvidence pair) {
        List<MeasuredRequest> all = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            Map<String, List<GenerationBody>> byPrompt = new LinkedHashMap<>();
            for (GenerationBody generation : side.generations()) {
                if (SideEvidence.isUsable(generation) && !generation.scenario().equals(ScenarioId.CONCURRENCY.id())) {
                    byPrompt.computeIfAbsent(
                                    generation.scenario() + ", "
                                            + generation.prompt().id(),
                                    any -> new ArrayList<>())
                            .add(generation);
                }
            }
            byPrompt.forEach((name, generations) -> add(all, side, name, generations));
        }
        return all;
    }

    private static void add(
            List<MeasuredRequest> all, SideEvidence side, String name, List<GenerationBody> generations) {
        List<Long> inputs = new ArrayList<>();
        List<Long> outputs = new ArrayList<>();
        for (GenerationBody generation : generations) {
            Long input = generation.inputTokens();
            Long output = generation.outputTokens();
            if (input != null && output != null && input > 0 && output > 0) {
                inputs.add(input);
                outputs.add(output);
            }
        }
        Long input = Median.ofLongs(inputs);
        Long output = Median.ofLongs(outputs);
        if (input != null && output != null) {
            all.add(new MeasuredRequest(side.side(), side.label(), name, input, output, inputs.size()));
        }
    }
}

package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.GenerationBody;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes a scenario apart into work of which a median means something. */
public final class WorkOfScenarios {
    private WorkOfScenarios() {}

    /**
     * The scenario as a whole where it has one prompt, else each of its prompts in the order in which they were met. Context stress is
     * about its prompts even where only one of its sizes was asked.
     */
    public static List<Work> of(PairEvidence pair, String scenario) {
        Set<String> prompts = new LinkedHashSet<>();
        for (SideEvidence side : pair.sides()) {
            side.generations().stream()
                    .filter(generation -> generation.scenario().equals(scenario))
                    .map(GenerationBody::prompt)
                    .forEach(prompt -> prompts.add(prompt.id()));
        }
        if (prompts.size() < 2 && !scenario.equals(ScenarioId.CONTEXT_STRESS.id())) {
            return List.of(Work.of(scenario));
        }
        return prompts.stream().map(prompt -> new Work(scenario, prompt)).toList();
    }
}

package io.github.mlxgguf.benchmark;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.mlxgguf.config.ScenarioConfigs.ContextStress;
import io.github.mlxgguf.junit.Cell;
import io.github.mlxgguf.junit.Scenario;
import io.github.mlxgguf.prompt.Document;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.trace.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Summaries of ever longer parts of a document: prefill rate and memory against the length of the prompt, and what of that memory comes
 * back afterwards. A fact planted at the start of the document must come back in the answer, else the prompt may have been cut.
 */
@Scenario("context-stress")
abstract class ContextStressScenario {
    /** Ten readings of memory after each answer, at the default rate. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** How long memory is watched once the last answer is in. */
    private static final Duration RECOVERY = Duration.ofSeconds(2);

    @Test
    void summarisesEverLongerParts(Cell cell) {
        ContextStress settings = cell.config().scenarios().contextStress();
        List<Prompt> fitting = settings.sizes().stream()
                .filter(cell::fits)
                .map(cell::documentOf)
                .filter(cell::fits)
                .toList();
        List<String> asked = fitting.stream().map(Prompt::id).toList();
        settings.sizes().stream()
                .map(Document::promptId)
                .filter(id -> !asked.contains(id))
                .forEach(cell::leaveOut);
        assumeThat(fitting)
                .as(
                        "none of the sizes %s fits load.context_length %d",
                        settings.sizes(), cell.config().load().contextLength())
                .isNotEmpty();
        cell.warmUp();
        for (Prompt prompt : fitting) {
            for (int iteration = 1; iteration <= settings.iterations(); iteration++) {
                cell.measure(prompt, iteration);
                cell.follow(BETWEEN);
            }
        }
        cell.observe(Phase.AFTER, RECOVERY);
    }
}

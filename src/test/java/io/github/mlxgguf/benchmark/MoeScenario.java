package io.github.mlxgguf.benchmark;

import io.github.mlxgguf.junit.Cell;
import io.github.mlxgguf.junit.Scenario;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Four kinds of work for a mixture of experts: maths, creative writing, code, facts. Which experts a token went to is something no
 * server tells, so what can be seen is speed by kind, and whether it differs.
 */
@Scenario(value = "moe", architectures = Architecture.MOE)
abstract class MoeScenario {
    /** How long memory is watched once the answers are in. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    @Test
    void answersEveryKindOfPrompt(Cell cell) {
        cell.warmUp();
        // Kind by kind within each iteration, so that heat does not gather on the last kind.
        for (int iteration = 1; iteration <= cell.config().scenarios().moe().iterations(); iteration++) {
            for (Prompt prompt : StandardPrompts.categories().values()) {
                cell.measure(prompt, iteration);
            }
        }
        cell.observe(Phase.AFTER, AFTERMATH);
    }
}

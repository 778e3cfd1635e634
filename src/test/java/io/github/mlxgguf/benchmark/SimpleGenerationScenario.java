package io.github.mlxgguf.benchmark;

import io.github.mlxgguf.junit.Cell;
import io.github.mlxgguf.junit.Scenario;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.trace.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A standard prompt that asks for 200 words, after a warm-up: TTFT, prefill, decode, and memory while it works. Two more requests, equal
 * and never timed, tell whether the build answers the same thing twice.
 */
@Scenario("simple-generation")
abstract class SimpleGenerationScenario {
    /** How long memory is watched once the answers are in. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    @Test
    void answersTheStandardPrompt(Cell cell) {
        cell.warmUp();
        for (int iteration = 1; iteration <= cell.config().run().iterations(); iteration++) {
            cell.measure(StandardPrompts.ENTANGLEMENT, iteration);
        }
        cell.observe(Phase.AFTER, AFTERMATH);
        cell.checkConsistency(StandardPrompts.ENTANGLEMENT);
    }
}

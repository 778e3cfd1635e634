package io.github.mlxgguf.benchmark;

import io.github.mlxgguf.junit.Cell;
import io.github.mlxgguf.junit.Scenario;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.trace.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Several requests at once, on a load with as many slots: total and single speed, spread of the TTFT, peak memory, and memory once it is
 * quiet again. Last, and on a load of its own, because engines have died of it.
 */
@Scenario(value = "concurrency", ownLoad = true)
abstract class ConcurrencyScenario {
    /** How long memory is watched once the answers are in. */
    private static final Duration RECOVERY = Duration.ofSeconds(2);

    @Test
    void answersSeveralAtOnce(Cell cell) {
        cell.includeLoadPhases();
        cell.warmUp();
        cell.measureAtOnce(
                StandardPrompts.ENTANGLEMENT,
                cell.config().scenarios().concurrency().requests());
        cell.observe(Phase.AFTER, RECOVERY);
    }
}

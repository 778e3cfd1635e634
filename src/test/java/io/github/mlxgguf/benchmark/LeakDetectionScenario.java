package io.github.mlxgguf.benchmark;

import io.github.mlxgguf.config.ScenarioConfigs.LeakDetection;
import io.github.mlxgguf.junit.Cell;
import io.github.mlxgguf.junit.Scenario;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.prompt.StandardPrompts;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One prompt after another with a pause, memory after each. By default the prompts vary, as somebody's day does, which shows growth but
 * not its kind; with {@code fixed_output_tokens} every request does the same work, and from 30 of them on the kind can be told.
 */
@Scenario("leak-detection")
abstract class LeakDetectionScenario {
    @Test
    void followsMemoryFromPromptToPrompt(Cell cell) {
        LeakDetection settings = cell.config().scenarios().leakDetection();
        List<Prompt> varied = StandardPrompts.varied();
        Integer fixed = settings.fixedOutputTokens();
        cell.warmUp();
        for (int request = 1; request <= settings.prompts(); request++) {
            if (fixed == null) {
                cell.measure(varied.get((request - 1) % varied.size()), request);
            } else {
                cell.measure(StandardPrompts.ENTANGLEMENT, request, fixed);
            }
            cell.follow(settings.pause());
        }
    }
}

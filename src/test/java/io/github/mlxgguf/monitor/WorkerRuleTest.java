package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.WorkerRule.Candidate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerRuleTest {
    private static final String NODE = "/Users/me/.lmstudio/.internal/utils/node";

    @Test
    void theWorkerScriptIsFoundAndTheNewestComesFirst() {
        assertThat(WorkerRule.workers(List.of(
                        process(10, 1, "/Applications/LM Studio.app/Contents/MacOS/LM Studio"),
                        process(11, 5, NODE + " -e function connectPort() /bundle/lib/llmworker.js"),
                        process(12, 9, "/opt/llmster/.bundle/node /opt/llmster/.bundle/lib/llmworker.js"))))
                .containsExactly(12L, 11L);
    }

    @Test
    void equallyOldOnesAreOrderedByTheirId() {
        assertThat(WorkerRule.workers(List.of(process(30, 0, "llmworker"), process(31, 0, "llmworker"))))
                .containsExactly(31L, 30L);
    }

    @Test
    void aBareNodeIsNoWorker() {
        assertThat(WorkerRule.workers(List.of(process(10, 1, "node server.js"), process(11, 1, "/usr/bin/node"))))
                .isEmpty();
    }

    @Test
    void llamaServerIsKnownByTheNameOfItsProgram() {
        assertThat(WorkerRule.workers(List.of(
                        new Candidate(10, "vim llama-server.md", "/usr/bin/vim", Instant.EPOCH),
                        new Candidate(11, "", "/opt/engines/llama-server", Instant.EPOCH))))
                .containsExactly(11L);
    }

    @Test
    void theNodeOfLmStudioCountsOnlyWhereNothingMoreCertainIsFound() {
        Candidate plain = process(10, 9, NODE + " -e something");
        Candidate worker = process(11, 1, NODE + " -e llmworker");

        assertThat(WorkerRule.workers(List.of(plain))).containsExactly(10L);
        assertThat(WorkerRule.workers(List.of(plain, worker))).containsExactly(11L);
    }

    @Test
    void theHardwareSurveyIsNoWorker() {
        assertThat(WorkerRule.workers(List.of(process(10, 1, NODE + " SystemResourcesWorker"))))
                .isEmpty();
    }

    @Test
    void anotherProgramsNodeIsNoWorkerBesideOneThatIs() {
        assertThat(WorkerRule.workers(List.of(
                        process(10, 9, "/usr/bin/node --max-old-space-size=65536 big.js"),
                        process(11, 1, NODE + " -e function connectPort() llmworker.js"))))
                .containsExactly(11L);
    }

    private static Candidate process(long pid, long startedSecond, String commandLine) {
        return new Candidate(pid, commandLine, "", Instant.ofEpochSecond(startedSecond));
    }
}

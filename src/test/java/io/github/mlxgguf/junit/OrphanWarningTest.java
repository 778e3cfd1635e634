package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.OrphanWorkers.OrphanWorker;
import io.github.mlxgguf.record.SessionBody.OrphanInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrphanWarningTest {
    private static final List<OrphanWorker> ORPHANS = List.of(
            new OrphanWorker(4711, "node llmworker.js", 3_340_000_000L), new OrphanWorker(4712, "llama-server", null));

    @Test
    void theWarningNamesThemAllAndTheCureInOneLine() {
        assertThat(Conversions.orphanWarning(ORPHANS))
                .isEqualTo(
                        "Found worker processes whose server is gone: node llmworker.js (pid 4711, 3.3 GB resident), "
                                + "llama-server (pid 4712, size unknown). They hold memory beside everything that is measured; end"
                                + " them with `kill 4711 4712` and run again.");
    }

    @Test
    void theRecordHoldsWhatWasSeen() {
        assertThat(Conversions.orphans(ORPHANS))
                .containsExactly(
                        new OrphanInfo(4711, "node llmworker.js", 3_340_000_000L),
                        new OrphanInfo(4712, "llama-server", null));
    }
}

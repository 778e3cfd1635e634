package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellIdentityTest {
    private static final CellIdentity CELL =
            new CellIdentity("Llama 3.2 1B", "baseline", "gguf", "simple-generation", 2);

    @Test
    void theNameSaysScenarioVariantAndRound() {
        assertThat(CELL.name()).isEqualTo("simple-generation · baseline (gguf) · round 2");
        assertThat(CELL.fullName()).isEqualTo("Llama 3.2 1B · simple-generation · baseline (gguf) · round 2");
        assertThat(CELL.variantLabel()).isEqualTo("baseline (gguf)");
    }

    /** Sealed: another value would cut the history of every user in two. */
    @Test
    void theHistoryIdStaysTheSameFromReleaseToRelease() {
        assertThat(CELL.historyId()).isEqualTo("9f52d6dd77d4f9c4ed331b9c951d7eda");
        assertThat(CELL.testCaseId()).isEqualTo("108bc3e2fbccac4c0479c1a879397a05");
    }

    @Test
    void everyNameChangesTheHistoryId() {
        assertThat(Stream.of(
                                CELL,
                                new CellIdentity("Llama 3.2 1", "Bbaseline", "gguf", "simple-generation", 2),
                                new CellIdentity("Llama 3.2 1B", "candidate", "gguf", "simple-generation", 2),
                                new CellIdentity("Llama 3.2 1B", "baseline", "mlx", "simple-generation", 2),
                                new CellIdentity("Llama 3.2 1B", "baseline", "gguf", "cold-start", 2),
                                new CellIdentity("Llama 3.2 1B", "baseline", "gguf", "simple-generation", 3))
                        .map(CellIdentity::historyId))
                .doesNotHaveDuplicates();
    }

    @Test
    void roundsShareATestCase() {
        assertThat(new CellIdentity("Llama 3.2 1B", "baseline", "gguf", "simple-generation", 3).testCaseId())
                .isEqualTo(CELL.testCaseId());
    }
}

package io.github.mlxgguf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFindings.LedgerRow;
import io.github.mlxgguf.record.FailureInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerRowsTest {
    private static final String PAIR = "Llama 3.2 1B";

    @Test
    void theRestIsWhatBaselineAndWeightsLeave() {
        List<LedgerRow> ledger = RunAnalysis.of(RunFixture.threeRounds().data()).ledger();

        assertThat(ledger).hasSize(6);
        assertThat(ledger.get(0))
                .isEqualTo(new LedgerRow(
                        PAIR,
                        "GGUF",
                        1,
                        null,
                        10_000_000_000L,
                        1_000_000_000L,
                        100_000_000L,
                        11_100_000_000L,
                        200_000_000L,
                        11_200_000_000L,
                        1_090_000_000L,
                        1.5,
                        false));
        assertThat(ledger.get(1).label()).isEqualTo("MLX");
        assertThat(ledger.get(1).restBytes()).isEqualTo(90_000_000L);
    }

    @Test
    void whatIsUnknownStaysUnknown() {
        RunFixture run = new RunFixture();
        run.baselineSize = null;
        run.start();
        run.load(RunFixture.BASELINE, 1, 2);

        assertThat(RunAnalysis.of(run.data()).ledger())
                .containsExactly(new LedgerRow(
                        PAIR,
                        "GGUF",
                        1,
                        null,
                        10_000_000_000L,
                        null,
                        null,
                        11_100_000_000L,
                        null,
                        null,
                        null,
                        null,
                        false));
    }

    @Test
    void aLoadThatFailedOrIsVoidHasNone() {
        RunFixture run = new RunFixture().start();
        run.load(RunFixture.BASELINE, 1, null, 1L, new FailureInfo("load_failed", "No."), List.of());
        run.load(RunFixture.BASELINE, 2, 1.0, 1L, null, List.of("slept"));

        assertThat(RunAnalysis.of(run.data()).ledger()).isEmpty();
    }
}

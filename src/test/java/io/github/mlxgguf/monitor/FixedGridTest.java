package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedGridTest {
    private final FixedGrid grid = new FixedGrid(1000, 100);

    @Test
    void theFirstDeadlineIsTheStart() {
        assertThat(grid.deadlineNs()).isEqualTo(1000);
    }

    @Test
    void deadlinesKeepToTheGridHoweverLongATickTakes() {
        assertThat(grid.advance(1037)).isZero();
        assertThat(grid.deadlineNs()).isEqualTo(1100);
        assertThat(grid.advance(1199)).isZero();
        assertThat(grid.deadlineNs()).isEqualTo(1200);
    }

    @Test
    void aDeadlineThatIsDueRightNowIsNotMissed() {
        assertThat(grid.advance(1100)).isZero();
        assertThat(grid.deadlineNs()).isEqualTo(1100);
    }

    @Test
    void deadlinesThatHavePassedAreSkippedAndCounted() {
        assertThat(grid.advance(1301)).isEqualTo(3);
        assertThat(grid.deadlineNs()).isEqualTo(1400);
    }
}

package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.ServerStats;
import io.github.mlxgguf.trace.TextEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arithmetic of the calibration on a recorded trace; no clock runs here. */
class TimingErrorsTest {
    private static final long MS = 1_000_000;

    @Test
    void anExactClientHasNoError() {
        // 41 tokens, 10 ms apart, the first 100 ms after the request
        TimingErrors errors = TimingErrors.of(
                trace(0, 100 * MS, 10 * MS, 41), 41, new TrueGeneration(5_000 * MS, 5_100 * MS, 100.0, 41, 7));

        assertThat(errors).isEqualTo(new TimingErrors(0, 0.0, 0, 0));
    }

    @Test
    void whatIsLateAtTheStartShowsInTtftAndNotInTheRate() {
        TimingErrors errors = TimingErrors.of(
                trace(2 * MS, 103 * MS, 10 * MS, 41), 41, new TrueGeneration(0, 100 * MS, 100.0, 41, 7));

        assertThat(errors.ttftMs()).isEqualTo(1);
        assertThat(errors.decodeShare()).isEqualTo(0);
    }

    @Test
    void aStretchedStreamShowsInTheRate() {
        TimingErrors errors = TimingErrors.of(
                trace(0, 100 * MS, 10 * MS + 100_000, 41), 41, new TrueGeneration(0, 100 * MS, 100.0, 41, 7));

        assertThat(errors.decodeShare()).isCloseTo(1 / 1.01 - 1, within(1e-12));
    }

    @Test
    void lostTokensShow() {
        TimingErrors errors =
                TimingErrors.of(trace(0, 100 * MS, 10 * MS, 41), 41, new TrueGeneration(0, 100 * MS, 100.0, 43, 8));

        assertThat(errors.outputTokens()).isEqualTo(-2);
        assertThat(errors.inputTokens()).isEqualTo(-1);
    }

    @Test
    void aShortAnswerHasNoRateToCompare() {
        assertThat(TimingErrors.of(trace(0, MS, MS, 8), 8, new TrueGeneration(0, MS, 1000.0, 8, 7))
                        .decodeShare())
                .isNull();
    }

    @Test
    void aGenerationWithoutTextCannotBeCompared() {
        assertThatThrownBy(() -> TimingErrors.of(trace(0, MS, MS, 0), 8, new TrueGeneration(0, MS, null, 0, 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a generation without figures can't be compared");
    }

    @Test
    void aRowKnowsItsBound() {
        CalibrationRow row = CalibrationRow.of("ttft_ms", "x", "ms", List.of(0.1, -0.5, 0.3), 0.4);

        assertThat(row.median()).isEqualTo(0.1);
        assertThat(row.worst()).isEqualTo(-0.5);
        assertThat(row.p99()).isCloseTo(0.496, within(1e-9));
        assertThat(row.held()).isFalse();
        assertThat(CalibrationRow.of("ttft_ms", "x", "ms", List.of(0.1), 0.4).held())
                .isTrue();
        assertThat(CalibrationRow.of("ttft_ms", "x", "ms", List.of(0.1), null).held())
                .isNull();
    }

    private static GenerationTrace trace(long startNs, long firstNs, long gapNs, int tokens) {
        List<TextEvent> text = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            text.add(new TextEvent(firstNs + i * gapNs, TextEvent.Kind.ANSWER, 4, i));
        }
        long endNs = firstNs + Math.max(0, tokens - 1) * gapNs;
        ServerStats stats = new ServerStats(7L, (long) tokens, 0L, null, null, null);
        return new GenerationTrace(startNs, null, null, text, endNs, stats, "calib", false, "", "");
    }
}

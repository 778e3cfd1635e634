package io.github.mlxgguf.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.ServerStats;
import io.github.mlxgguf.trace.TextEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GenerationFiguresTest {
    private static final long MS = 1_000_000;
    /** Not 0: the figures must not depend on where the clock started. */
    private static final long START = 5_000 * MS;

    @Test
    void figuresOfAPlainStreamAreExact() {
        // 41 events from 200 ms on, 10 ms apart: the last at 600 ms; 82 tokens, prompt processing from 50 ms on.
        GenerationTrace trace = trace(events(41, 200, 10), 50L, 610, stats(90L, 82L, null, null, null));

        GenerationFigures figures = GenerationFigures.from(trace, 82, true);

        assertThat(figures.ttftMs()).isEqualTo(200.0);
        assertThat(figures.ttftAnswerMs()).isEqualTo(200.0);
        assertThat(figures.prefillMs()).isEqualTo(150.0);
        assertThat(figures.e2eMs()).isEqualTo(610.0);
        assertThat(figures.inputTokens()).isEqualTo(90);
        assertThat(figures.outputTokens()).isEqualTo(82);
        assertThat(figures.reasoningTokens()).isNull();
        assertThat(figures.deltas()).isEqualTo(41);
        // 82 · (1 − 1/41) = 80 tokens in 400 ms
        assertThat(figures.decodeTokensPerSecond()).isCloseTo(200.0, within(1e-9));
        assertThat(figures.prefillTokensPerSecond()).isCloseTo(600.0, within(1e-9));
        assertThat(figures.effectiveTokensPerSecond()).isCloseTo(82 / 0.610, within(1e-9));
        assertThat(figures.itl()).isEqualTo(new InterTokenLatency(10, 10, 10, 10));
        assertThat(figures.finish()).isEqualTo("length");
        assertThat(figures.flags()).containsExactly("multi_token_deltas");
    }

    @Test
    void decodeRateIsTheSameWhetherTokensComeAloneOrInPacks() {
        // 1 token each 5 ms: 101 events of one, or 26 events of 4 (the last one carries 1 too few to matter).
        GenerationFigures alone = GenerationFigures.from(
                trace(events(101, 0, 5), null, 505, stats(1L, 101L, null, null, null)), 500, true);
        GenerationFigures packed = GenerationFigures.from(
                trace(events(26, 15, 20), null, 520, stats(1L, 104L, null, null, null)), 500, true);

        assertThat(alone.decodeTokensPerSecond()).isCloseTo(200.0, within(1e-9));
        assertThat(packed.decodeTokensPerSecond()).isCloseTo(200.0, within(1e-9));
        assertThat(alone.finish()).isNull();
    }

    @Test
    void reasoningCountsForTheFirstTextAndNotForTheFirstAnswer() {
        List<TextEvent> text = List.of(
                new TextEvent(START + 100 * MS, TextEvent.Kind.REASONING, 3, 1),
                new TextEvent(START + 400 * MS, TextEvent.Kind.ANSWER, 3, 2));

        GenerationFigures figures = GenerationFigures.from(trace(text, null, 400, ServerStats.NONE), 10, true);

        assertThat(figures.ttftMs()).isEqualTo(100.0);
        assertThat(figures.ttftAnswerMs()).isEqualTo(400.0);
    }

    @Test
    void onlyReasoningHasNoFirstAnswer() {
        List<TextEvent> text = List.of(new TextEvent(START + 100 * MS, TextEvent.Kind.REASONING, 3, 1));

        assertThat(GenerationFigures.from(trace(text, null, 100, ServerStats.NONE), 10, true)
                        .ttftAnswerMs())
                .isNull();
    }

    @Test
    void noTextAtAllLeavesOnlyTheWholeTime() {
        GenerationFigures figures =
                GenerationFigures.from(trace(List.of(), 10L, 70, stats(5L, 0L, null, null, null)), 10, true);

        assertThat(figures)
                .isEqualTo(new GenerationFigures(
                        null, null, null, 70.0, 5L, 0L, null, 0, null, null, 0.0, null, null, List.of("short_output")));
    }

    @Test
    void decodeRateNeedsThirtyTwoTokensAndEightDeltas() {
        assertThat(decode(8, 32L)).isNotNull();
        assertThat(decode(8, 31L)).isNull();
        assertThat(decode(7, 32L)).isNull();
        assertThat(decode(40, null)).isNull();
    }

    @Test
    void decodeRateOfNoTimeIsUnknown() {
        assertThat(GenerationFigures.from(
                                trace(events(40, 100, 0), null, 100, stats(5L, 40L, null, null, null)), 50, true)
                        .decodeTokensPerSecond())
                .isNull();
    }

    @Test
    void shortOutputIsFlagged() {
        assertThat(flags(events(8, 0, 10), stats(5L, 31L, null, null, null))).contains("short_output");
        assertThat(flags(events(7, 0, 10), stats(5L, null, null, null, null))).containsExactly("short_output");
        assertThat(flags(events(32, 0, 10), stats(5L, 32L, null, null, null))).isEmpty();
    }

    @Test
    void prefillRateFallsBackToTtftAndNeedsAColdCache() {
        GenerationTrace trace = trace(events(40, 200, 10), null, 600, stats(90L, 40L, null, null, null));

        assertThat(GenerationFigures.from(trace, 50, true).prefillTokensPerSecond())
                .isCloseTo(450.0, within(1e-9));
        assertThat(GenerationFigures.from(trace, 50, true).prefillMs()).isNull();
        assertThat(GenerationFigures.from(trace, 50, false).prefillTokensPerSecond())
                .isNull();
    }

    @Test
    void severalTokensPerEventAreFlaggedAboveOneAndAHalf() {
        assertThat(flags(events(40, 0, 10), stats(5L, 60L, null, null, null))).isEmpty();
        assertThat(flags(events(40, 0, 10), stats(5L, 61L, null, null, null))).containsExactly("multi_token_deltas");
    }

    @Test
    void eventsThatShareAReadAreFlaggedAboveATenth() {
        assertThat(flags(withSharedReads(40, 4), stats(5L, 40L, null, null, null)))
                .isEmpty();
        assertThat(flags(withSharedReads(40, 5), stats(5L, 40L, null, null, null)))
                .containsExactly("coalesced_stream");
    }

    @Test
    void serverTtftIsFlaggedOnlyBeyondBothLimits() {
        // ours: 1000 ms; 5 % are 50 ms
        List<TextEvent> late = events(40, 1000, 10);
        assertThat(flags(late, stats(5L, 40L, null, 0.951, null))).isEmpty();
        assertThat(flags(late, stats(5L, 40L, null, 0.949, null))).containsExactly("server_figures_disagree");
        assertThat(flags(late, stats(5L, 40L, null, 1.051, null))).containsExactly("server_figures_disagree");
        // ours: 100 ms; 19 ms are 19 % and still nothing
        List<TextEvent> early = events(40, 100, 10);
        assertThat(flags(early, stats(5L, 40L, null, 0.119, null))).isEmpty();
        assertThat(flags(early, stats(5L, 40L, null, 0.121, null))).containsExactly("server_figures_disagree");
    }

    @Test
    void serverRateIsFlaggedOnlyBeyondBothLimits() {
        // ours: 101 tokens, 10 ms apart, 100 tokens/s and so 1010 ms
        List<TextEvent> slow = events(101, 0, 10);
        assertThat(flags(slow, stats(5L, 101L, 104.0, null, null))).isEmpty();
        assertThat(flags(slow, stats(5L, 101L, 106.0, null, null))).containsExactly("server_figures_disagree");
        // ours: 1000 tokens/s and so 101 ms; 10 % of that are 10 ms
        List<TextEvent> fast = events(101, 0, 1);
        assertThat(flags(fast, stats(5L, 101L, 1100.0, null, null))).isEmpty();
        assertThat(flags(fast, stats(5L, 101L, 800.0, null, null))).containsExactly("server_figures_disagree");
    }

    @Test
    void aLoadInsideTheRequestVoidsEveryTimeAndRate() {
        GenerationTrace byEvent = new GenerationTrace(
                START,
                START + 10 * MS,
                null,
                events(40, 200, 10),
                START + 700 * MS,
                stats(5L, 40L, 9.0, 9.0, null),
                null,
                true,
                "",
                "");
        GenerationTrace byStats = trace(events(40, 200, 10), 10L, 700, stats(5L, 40L, 9.0, 9.0, 3.5));
        GenerationFigures expected = new GenerationFigures(
                null,
                null,
                null,
                null,
                5L,
                40L,
                null,
                40,
                null,
                null,
                null,
                null,
                "length",
                List.of("load_event_inside_request"));

        assertThat(GenerationFigures.from(byEvent, 40, true)).isEqualTo(expected);
        assertThat(GenerationFigures.from(byStats, 40, true)).isEqualTo(expected);
    }

    @Test
    void gapsAreDescribedByTheirPercentiles() {
        List<TextEvent> text = new ArrayList<>();
        long at = START;
        for (int i = 0; i <= 100; i++) {
            at += i * MS;
            text.add(new TextEvent(at, TextEvent.Kind.ANSWER, 1, i));
        }

        InterTokenLatency itl = requireNonNull(InterTokenLatency.of(text));

        // gaps 1..100 ms: position 49.5, 94.05 and 98.01 of the order statistics from 0
        assertThat(itl.p50Ms()).isEqualTo(50.5);
        assertThat(itl.p95Ms()).isCloseTo(95.05, within(1e-9));
        assertThat(itl.p99Ms()).isCloseTo(99.01, within(1e-9));
        assertThat(itl.maxMs()).isEqualTo(100);
        assertThat(InterTokenLatency.of(text.subList(0, 1))).isNull();
    }

    private static @Nullable Double decode(int deltas, @Nullable Long tokens) {
        return GenerationFigures.from(
                        trace(events(deltas, 100, 10), null, 900, stats(5L, tokens, null, null, null)), 500, true)
                .decodeTokensPerSecond();
    }

    private static List<String> flags(List<TextEvent> text, ServerStats stats) {
        return GenerationFigures.from(trace(text, null, 5000, stats), 500, true).flags();
    }

    private static List<TextEvent> events(int count, long firstMs, long gapMs) {
        List<TextEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new TextEvent(START + (firstMs + i * gapMs) * MS, TextEvent.Kind.ANSWER, 4, i));
        }
        return events;
    }

    /** The first {@code shared} events after the first one come in the read of the one before. */
    private static List<TextEvent> withSharedReads(int count, int shared) {
        List<TextEvent> events = new ArrayList<>();
        for (TextEvent event : events(count, 0, 10)) {
            events.add(new TextEvent(event.atNs(), event.kind(), event.chars(), Math.max(0, event.read() - shared)));
        }
        return events;
    }

    private static ServerStats stats(
            @Nullable Long input,
            @Nullable Long output,
            @Nullable Double rate,
            @Nullable Double ttft,
            @Nullable Double load) {
        return new ServerStats(input, output, null, rate, ttft, load);
    }

    private static GenerationTrace trace(
            List<TextEvent> text, @Nullable Long promptStartMs, long endMs, ServerStats stats) {
        return new GenerationTrace(
                START,
                promptStartMs == null ? null : START + promptStartMs * MS,
                null,
                text,
                START + endMs * MS,
                stats,
                null,
                false,
                "",
                "");
    }
}

package io.github.mlxgguf.metric;

import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.ServerStats;
import io.github.mlxgguf.trace.TextEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every figure of one generation, as {@code docs/METHODOLOGY.md} defines them; null is unknown or not meaningful. If a model
 * was loaded inside the request, all times and rates are null: they would measure the load.
 *
 * @param ttftMs request handed to the socket until the first text, reasoning or answer
 * @param ttftAnswerMs the same until the first answer text
 * @param prefillMs start of prompt processing until the first text; null if the server sends no such event
 * @param e2eMs request handed to the socket until the last event
 * @param outputTokens the server's count, reasoning included
 * @param deltas text events; not tokens
 * @param decodeTokensPerSecond tokens · (1 − 1/deltas) / (last − first text event), see {@link #MIN_DECODE_TOKENS}
 * @param prefillTokensPerSecond input tokens / prefill time, or TTFT where there is none; only with a cold prompt cache
 * @param effectiveTokensPerSecond output tokens / e2e
 * @param itl gaps between text events; null with fewer than two
 * @param finish {@code length} if the tokens reached the limit, else null
 * @param flags ids of {@link FigureFlags}
 */
public record GenerationFigures(
        @Nullable Double ttftMs,
        @Nullable Double ttftAnswerMs,
        @Nullable Double prefillMs,
        @Nullable Double e2eMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Long reasoningTokens,
        int deltas,
        @Nullable Double decodeTokensPerSecond,
        @Nullable Double prefillTokensPerSecond,
        @Nullable Double effectiveTokensPerSecond,
        @Nullable InterTokenLatency itl,
        @Nullable String finish,
        List<String> flags) {
    /** Nothing is known: the generation failed. */
    public static final GenerationFigures UNKNOWN =
            new GenerationFigures(null, null, null, null, null, null, null, 0, null, null, null, null, null, List.of());
    /** Below this many tokens a decode rate says more about jitter than about the engine. */
    public static final int MIN_DECODE_TOKENS = 32;
    /** Below this many text events the correction for the first one is too coarse. */
    public static final int MIN_DECODE_DELTAS = 8;
    /** Above this many tokens per text event, gaps between events are not gaps between tokens. */
    public static final double MAX_TOKENS_PER_DELTA = 1.5;
    /** Above this share of text events without a socket read of their own, gaps are the socket's, not the engine's. */
    public static final double MAX_COALESCED_SHARE = 0.1;

    /** Copies the list. */
    public GenerationFigures {
        flags = List.copyOf(flags);
    }

    /** The counts alone, for a generation that is asked for its answer and not for its speed. */
    public GenerationFigures untimed() {
        return new GenerationFigures(
                null,
                null,
                null,
                null,
                inputTokens,
                outputTokens,
                reasoningTokens,
                deltas,
                null,
                null,
                null,
                null,
                finish,
                List.of());
    }

    /**
     * The figures of a trace.
     *
     * @param maxOutputTokens the limit that was asked for
     * @param coldCache whether it is sure that the prompt was in no prompt cache
     */
    public static GenerationFigures from(GenerationTrace trace, int maxOutputTokens, boolean coldCache) {
        ServerStats stats = trace.stats();
        boolean loadedInside = loadedInside(trace);
        Times times = loadedInside ? Times.VOID : Times.of(trace);
        Long outputTokens = stats.outputTokens();
        Double decode = loadedInside ? null : decodeRate(trace.text(), outputTokens);
        Double prefillTimeMs = times.prefillMs() == null ? times.ttftMs() : times.prefillMs();
        return new GenerationFigures(
                times.ttftMs(),
                times.ttftAnswerMs(),
                times.prefillMs(),
                times.e2eMs(),
                stats.inputTokens(),
                outputTokens,
                stats.reasoningTokens(),
                trace.text().size(),
                decode,
                coldCache ? rate(stats.inputTokens(), prefillTimeMs) : null,
                rate(outputTokens, times.e2eMs()),
                loadedInside ? null : InterTokenLatency.of(trace.text()),
                outputTokens != null && outputTokens >= maxOutputTokens ? "length" : null,
                flags(trace, loadedInside, times.ttftMs(), decode));
    }

    private static boolean loadedInside(GenerationTrace trace) {
        Double loadSeconds = trace.stats().modelLoadSeconds();
        return trace.loadedInside() || (loadSeconds != null && loadSeconds > 0);
    }

    /**
     * The tokens of the first event were made before the clock of this rate starts; with d deltas they are about one d-th of
     * all, hence the factor. It holds whatever the number of tokens per event, as long as it does not drift.
     */
    private static @Nullable Double decodeRate(List<TextEvent> text, @Nullable Long tokens) {
        int deltas = text.size();
        if (tokens == null || tokens < MIN_DECODE_TOKENS || deltas < MIN_DECODE_DELTAS) {
            return null;
        }
        double spanMs =
                Milliseconds.between(text.get(0).atNs(), text.get(deltas - 1).atNs());
        return spanMs <= 0 ? null : tokens * (1 - 1.0 / deltas) / spanMs * 1000;
    }

    private static @Nullable Double rate(@Nullable Long tokens, @Nullable Double ms) {
        return tokens == null || ms == null || ms <= 0 ? null : tokens / ms * 1000;
    }

    private static List<String> flags(
            GenerationTrace trace, boolean loadedInside, @Nullable Double ttftMs, @Nullable Double decode) {
        List<TextEvent> text = trace.text();
        Long tokens = trace.stats().outputTokens();
        List<String> flags = new ArrayList<>();
        if (tokens != null && !text.isEmpty() && tokens > MAX_TOKENS_PER_DELTA * text.size()) {
            flags.add(FigureFlags.MULTI_TOKEN_DELTAS);
        }
        if (sharingReadWithTheOneBefore(text) > MAX_COALESCED_SHARE * text.size()) {
            flags.add(FigureFlags.COALESCED_STREAM);
        }
        if (ServerFigures.disagree(trace.stats(), ttftMs, decode)) {
            flags.add(FigureFlags.SERVER_FIGURES_DISAGREE);
        }
        if (loadedInside) {
            flags.add(FigureFlags.LOAD_EVENT_INSIDE_REQUEST);
        }
        if ((tokens != null && tokens < MIN_DECODE_TOKENS) || text.size() < MIN_DECODE_DELTAS) {
            flags.add(FigureFlags.SHORT_OUTPUT);
        }
        return flags;
    }

    private static int sharingReadWithTheOneBefore(List<TextEvent> text) {
        int sharing = 0;
        for (int i = 1; i < text.size(); i++) {
            if (text.get(i).read() == text.get(i - 1).read()) {
                sharing++;
            }
        }
        return sharing;
    }

    /** The four times that start or end outside the text. */
    private record Times(
            @Nullable Double ttftMs,
            @Nullable Double ttftAnswerMs,
            @Nullable Double prefillMs,
            @Nullable Double e2eMs) {
        static final Times VOID = new Times(null, null, null, null);

        static Times of(GenerationTrace trace) {
            Long firstNs = trace.text().isEmpty() ? null : trace.text().get(0).atNs();
            Long answerNs = trace.text().stream()
                    .filter(event -> event.kind() == TextEvent.Kind.ANSWER)
                    .findFirst()
                    .map(TextEvent::atNs)
                    .orElse(null);
            return new Times(
                    msBetween(trace.startNs(), firstNs),
                    msBetween(trace.startNs(), answerNs),
                    msBetween(trace.promptStartNs(), firstNs),
                    msBetween(trace.startNs(), trace.endNs()));
        }

        private static @Nullable Double msBetween(@Nullable Long fromNs, @Nullable Long toNs) {
            return fromNs == null || toNs == null ? null : Milliseconds.between(fromNs, toNs);
        }
    }
}

package io.github.mlxgguf.record;

import io.github.mlxgguf.metric.GenerationFigures;
import io.github.mlxgguf.trace.Role;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the figures of a generation and its flags say the same, where the record holds all that a flag is made from. */
final class FigureRules {
    private FigureRules() {}

    /** Looks at a record of any kind. */
    static void check(Body body, Consumer<String> problem) {
        if (!(body instanceof GenerationBody generation)) {
            return;
        }
        checkDecode(generation, problem);
        FailureInfo failure = generation.failure();
        if (failure != null) {
            checkFailed(generation, failure, problem);
            return;
        }
        checkFlags(generation, problem);
        checkVoid(generation, problem);
    }

    /** Under this much output a rate says more about jitter than about the engine. */
    private static boolean isShort(GenerationBody generation) {
        Long tokens = generation.outputTokens();
        return (tokens != null && tokens < GenerationFigures.MIN_DECODE_TOKENS)
                || generation.deltas() < GenerationFigures.MIN_DECODE_DELTAS;
    }

    private static void checkDecode(GenerationBody generation, Consumer<String> problem) {
        if (generation.decodeTokensPerSecond() != null && (isShort(generation) || generation.outputTokens() == null)) {
            problem.accept("/decode_tokens_per_second: expected null of fewer than "
                    + GenerationFigures.MIN_DECODE_TOKENS + " tokens or " + GenerationFigures.MIN_DECODE_DELTAS
                    + " text events, found " + generation.decodeTokensPerSecond() + " of " + said(generation));
        }
    }

    private static void checkFailed(GenerationBody generation, FailureInfo failure, Consumer<String> problem) {
        if (generation.e2eMs() != null && generation.outputTokens() != null) {
            problem.accept("/failure: expected null beside the figures of a whole answer, found " + failure.kind());
        }
    }

    private static void checkFlags(GenerationBody generation, Consumer<String> problem) {
        Long tokens = generation.outputTokens();
        boolean several = tokens != null
                && generation.deltas() > 0
                && tokens > GenerationFigures.MAX_TOKENS_PER_DELTA * generation.deltas();
        same(generation, Flag.SHORT_OUTPUT, isShort(generation), said(generation), problem);
        same(generation, Flag.MULTI_TOKEN_DELTAS, several, said(generation), problem);
    }

    /** A load inside the request is in every time of it. */
    private static void checkVoid(GenerationBody generation, Consumer<String> problem) {
        boolean flagged = generation.flags().contains(Flag.LOAD_EVENT_INSIDE_REQUEST.id());
        GenerationBody.ServerStatsInfo stats = generation.serverStats();
        Double loadSeconds = stats == null ? null : stats.modelLoadTimeSeconds();
        if (loadSeconds != null && loadSeconds > 0 && !flagged && isTimed(generation)) {
            problem.accept(missing(Flag.LOAD_EVENT_INSIDE_REQUEST, "a model load time of " + loadSeconds + " s"));
        }
        if (flagged) {
            isNull("ttft_ms", generation.ttftMs(), problem);
            isNull("e2e_ms", generation.e2eMs(), problem);
            isNull("decode_tokens_per_second", generation.decodeTokensPerSecond(), problem);
        }
    }

    private static void isNull(String key, @Nullable Double value, Consumer<String> problem) {
        if (value != null) {
            problem.accept("/" + key + ": expected null with the flag " + Flag.LOAD_EVENT_INSIDE_REQUEST.id()
                    + ", found " + value);
        }
    }

    /** A request that is made for its answer alone has no figures, and no flags of theirs. */
    private static boolean isTimed(GenerationBody generation) {
        return !generation.role().equals(Role.CONSISTENCY.id());
    }

    private static void same(
            GenerationBody generation, Flag flag, boolean holds, String found, Consumer<String> problem) {
        boolean flagged = generation.flags().contains(flag.id());
        if (flagged && !holds) {
            problem.accept(contradicted(flag, found));
        } else if (!flagged && holds && isTimed(generation)) {
            problem.accept(missing(flag, found));
        }
    }

    static String contradicted(Flag flag, String found) {
        return "/flags: " + flag.id() + " stands for " + flag.threshold() + ", found " + found;
    }

    static String missing(Flag flag, String found) {
        return "/flags: expected " + flag.id() + " (" + flag.threshold() + "), found " + found + " without it";
    }

    private static String said(GenerationBody generation) {
        return generation.outputTokens() + " tokens in " + generation.deltas() + " text events";
    }
}

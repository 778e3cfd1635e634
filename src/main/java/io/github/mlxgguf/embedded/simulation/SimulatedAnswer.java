package io.github.mlxgguf.embedded.simulation;

import io.github.mlxgguf.embedded.engine.GenerationListener;
import io.github.mlxgguf.embedded.engine.PieceStamp;
import io.github.mlxgguf.embedded.script.Answer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One answer in the making, token by token, each at its moment. Runs once, on one thread. */
final class SimulatedAnswer {
    private final Answer script;
    private final DecodeSchedule schedule;
    private final GenerationListener listener;
    private final IntConsumer contextGrows;
    private final StringBuilder piece = new StringBuilder();
    private int pieceTokens;
    private int tokens;
    private int reasoningTokens;
    private boolean cancelled;
    private @Nullable Long firstNs;
    private @Nullable Long lastNs;

    /**
     * An answer that has not begun.
     *
     * @param contextGrows is told, before each token, how many there will be
     */
    SimulatedAnswer(Answer script, DecodeSchedule schedule, GenerationListener listener, IntConsumer contextGrows) {
        this.script = script;
        this.schedule = schedule;
        this.listener = listener;
        this.contextGrows = contextGrows;
    }

    /**
     * Makes all tokens. Token k is due at the first moment plus the sum of k gaps, so a late one delays no other.
     *
     * @param firstMomentNs when the prompt is computed, which gives the first token
     * @param limit most tokens, reasoning included
     */
    void run(long firstMomentNs, int limit, boolean withReasoning) {
        int thoughts = withReasoning ? Math.min(script.reasoningTokens(), limit) : 0;
        long due = firstMomentNs;
        due = tell(AnswerTokens.ofReasoning(), true, thoughts, due);
        reasoningTokens = tokens;
        int rest = limit - thoughts;
        tell(AnswerTokens.of(script), false, script.tokens() == 0 ? rest : Math.min(script.tokens(), rest), due);
    }

    private long tell(AnswerTokens text, boolean reasoning, int count, long firstDue) {
        long due = firstDue;
        for (int i = 0; i < count && !cancelled; i++) {
            contextGrows.accept(tokens + 1);
            PreciseWait.until(due, listener::cancelled);
            if (listener.cancelled()) {
                cancelled = true;
                return due;
            }
            long now = System.nanoTime();
            firstNs = firstNs == null ? Long.valueOf(now) : firstNs;
            lastNs = now;
            tokens++;
            piece.append(text.get(i));
            pieceTokens++;
            if (pieceTokens == script.tokensPerDelta() || i == count - 1) {
                cancelled = !listener.piece(piece.toString(), reasoning, new PieceStamp(pieceTokens, now));
                piece.setLength(0);
                pieceTokens = 0;
            }
            due += schedule.nextGapNs();
        }
        return due;
    }

    int tokens() {
        return tokens;
    }

    int reasoningTokens() {
        return reasoningTokens;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** When the first token was made; null without one. */
    @Nullable
    Long firstNs() {
        return firstNs;
    }

    /** When the last token was made; null without one. */
    @Nullable
    Long lastNs() {
        return lastNs;
    }
}

package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.engine.EngineStamps;
import io.github.mlxgguf.embedded.engine.GenerationResult;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import io.github.mlxgguf.embedded.engine.PieceStamp;
import io.github.mlxgguf.embedded.worker.EngineDeath;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.WorkerEvent;
import io.github.mlxgguf.embedded.worker.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs one prompt on an instance and reads its events to the end; shared by all chat routes. */
final class AnswerReader {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<PieceStamp> pieces = new ArrayList<>();
    private int reasoningPieces;
    private @Nullable EngineStamps stamps;
    private @Nullable GenerationResult result;
    private @Nullable String failure;

    /** What a route does while the answer grows. */
    interface Progress {
        /** The prompt fits. */
        void accepted();

        void piece(String text) throws AnswerOverException, InterruptedException;

        /** A piece of what is thought before the answer. */
        void reasoning(String text) throws AnswerOverException, InterruptedException;

        /** The engine has no more to say, and nothing went wrong. */
        default void ended() throws AnswerOverException, InterruptedException {}
    }

    /** Progress that nobody wants to see. */
    static final Progress SILENT = new Progress() {
        @Override
        public void accepted() {}

        @Override
        public void piece(String text) {}

        @Override
        public void reasoning(String text) {}
    };

    /**
     * Blocks until the answer is complete; a client that goes away cancels it.
     *
     * @throws ApiException if the prompt does not fit, before anything was accepted
     * @throws AnswerOverException if the route wants no more of it; the engine is told to stop
     */
    void run(Instance instance, GenerationTask task, Consumer<Runnable> onDisconnect, Progress progress)
            throws ApiException, AnswerOverException, InterruptedException {
        try (WorkerProcess.Generation generation = instance.worker().generate(task)) {
            onDisconnect.accept(generation::cancel);
            boolean over = false;
            try {
                while (!over) {
                    WorkerEvent event = generation.next();
                    over = isLast(event);
                    take(event, progress);
                }
            } finally {
                if (!over) {
                    generation.cancel();
                }
            }
        }
    }

    /**
     * The same for a route that shows nothing before the end.
     *
     * @throws ApiException if the prompt does not fit
     */
    void run(Instance instance, GenerationTask task, Consumer<Runnable> onDisconnect)
            throws ApiException, InterruptedException {
        try {
            run(instance, task, onDisconnect, SILENT);
        } catch (AnswerOverException e) {
            throw new IllegalStateException("Nobody wanted this answer to be over", e);
        }
    }

    private void take(WorkerEvent event, Progress progress)
            throws ApiException, AnswerOverException, InterruptedException {
        switch (event.kind()) {
            case ACCEPTED -> progress.accepted();
            case PIECE -> {
                String piece = String.valueOf(event.text());
                progress.piece(piece);
                text.append(piece);
                note(event);
            }
            case REASONING -> {
                String piece = String.valueOf(event.text());
                progress.reasoning(piece);
                reasoning.append(piece);
                reasoningPieces++;
                note(event);
            }
            case REFUSED ->
                throw tooLong(
                        Objects.requireNonNullElse(event.promptTokens(), 0),
                        Objects.requireNonNullElse(event.contextLength(), 0));
            case END -> {
                stamps = event.stamps();
                progress.ended();
                result = event.result();
            }
            case FAILED -> failure = String.valueOf(event.text());
            case DIED -> failure = EngineDeath.loaded(String.valueOf(event.text()));
            case LOADED, LOAD_FAILED -> throw new IllegalStateException("Not part of an answer: " + event);
        }
    }

    private static boolean isLast(WorkerEvent event) {
        return switch (event.kind()) {
            case END, REFUSED, FAILED, DIED -> true;
            default -> false;
        };
    }

    String text() {
        return text.toString();
    }

    /** What came before the answer; empty for nothing. */
    String reasoning() {
        return reasoning.toString();
    }

    /** One for each piece, reasoning first, of an engine that knows its truth. */
    List<PieceStamp> pieces() {
        return pieces;
    }

    int reasoningPieces() {
        return reasoningPieces;
    }

    /** The truth about the whole, if the engine knows it and lived to say it. */
    @Nullable
    EngineStamps stamps() {
        return stamps;
    }

    /** The engine's figures, or null if it failed or was cancelled. */
    @Nullable
    GenerationResult result() {
        return result;
    }

    /** Why the answer is not complete, or null if it is. */
    @Nullable
    String failure() {
        return failure;
    }

    private void note(WorkerEvent event) {
        PieceStamp stamp = event.piece();
        if (stamp != null) {
            pieces.add(stamp);
        }
    }

    /** LM Studio's answer to a prompt that does not fit. */
    static ApiException tooLong(int promptTokens, int contextLength) {
        return ApiException.plain(
                400,
                "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: "
                        + promptTokens + ">= n_ctx: " + contextLength
                        + "). Try to load the model with a larger context length, or provide a shorter input.");
    }
}

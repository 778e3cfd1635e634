package io.github.mlxgguf.embedded.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.mlxgguf.embedded.engine.EngineStamps;
import io.github.mlxgguf.embedded.engine.GenerationResult;
import io.github.mlxgguf.embedded.engine.LoadStamps;
import io.github.mlxgguf.embedded.engine.PieceStamp;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells its server, one line of JSON each.
 *
 * @param id the generation it is about, or 0
 * @param text of a piece, or what went wrong
 * @param engineVersion with {@code LOADED}
 * @param result with {@code END} of an answer that was not cancelled
 * @param promptTokens with {@code REFUSED}
 * @param contextLength with {@code REFUSED}
 * @param piece with {@code PIECE} and {@code REASONING}, of an engine that knows its truth
 * @param stamps with {@code END}, of an engine that knows its truth
 * @param load with {@code LOADED}, of an engine that knows its truth
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerEvent(
        Kind kind,
        long id,
        @Nullable String text,
        @Nullable String engineName,
        @Nullable String engineVersion,
        @Nullable GenerationResult result,
        @Nullable Integer promptTokens,
        @Nullable Integer contextLength,
        @Nullable PieceStamp piece,
        @Nullable EngineStamps stamps,
        @Nullable LoadStamps load) {
    /** What happened. */
    public enum Kind {
        /** The model is ready. */
        LOADED,
        /** The model cannot be loaded; the worker ends. */
        LOAD_FAILED,
        /** The prompt fits and will be answered. */
        ACCEPTED,
        /** The prompt does not fit the context. */
        REFUSED,
        /** Some more text. */
        PIECE,
        /** Some more of the reasoning that comes before the answer. */
        REASONING,
        /** The answer is complete, or was cancelled. */
        END,
        /** The engine gave up on this answer. */
        FAILED,
        /** Said by the server's side, never by a worker: the process is gone. */
        DIED
    }

    static WorkerEvent of(Kind kind, long id) {
        return of(kind, id, null);
    }

    static WorkerEvent of(Kind kind, long id, @Nullable String text) {
        return new WorkerEvent(kind, id, text, null, null, null, null, null, null, null, null);
    }

    static WorkerEvent loaded(String engineName, @Nullable String engineVersion, @Nullable LoadStamps load) {
        return new WorkerEvent(Kind.LOADED, 0, null, engineName, engineVersion, null, null, null, null, null, load);
    }

    static WorkerEvent piece(long id, String text, boolean reasoning, @Nullable PieceStamp stamp) {
        Kind kind = reasoning ? Kind.REASONING : Kind.PIECE;
        return new WorkerEvent(kind, id, text, null, null, null, null, null, stamp, null, null);
    }

    static WorkerEvent end(long id, @Nullable GenerationResult result, @Nullable EngineStamps stamps) {
        return new WorkerEvent(Kind.END, id, null, null, null, result, null, null, null, stamps, null);
    }

    static WorkerEvent refused(long id, int promptTokens, int contextLength) {
        return new WorkerEvent(Kind.REFUSED, id, null, null, null, null, promptTokens, contextLength, null, null, null);
    }
}

package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.script.Fault;
import io.github.mlxgguf.embedded.script.FaultKind;
import io.github.mlxgguf.embedded.worker.EngineDeath;
import io.github.mlxgguf.embedded.worker.Instance;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fault, if any, that strikes one chat. An answer that is not streamed has no "after some text": there it strikes whole. */
final class ChatMishaps {
    /** What LM Studio says when it has lost its worker's voice. */
    static final String CHANNEL_ERROR = "Error: Channel Error";

    /** The load of a fault that names no time still takes some. */
    private static final Duration SHORTEST_LOAD = Duration.ofMillis(10);

    private final @Nullable Fault fault;
    private final Exchange exchange;

    ChatMishaps(@Nullable Fault fault, Exchange exchange) {
        this.fault = fault;
        this.exchange = exchange;
    }

    /**
     * Answers instead of the model, if that is what the fault does.
     *
     * @return whether it is answered
     * @throws ApiException if the answer is an error
     */
    boolean answeredInstead(@Nullable ChatStream stream, String id, int contextLength) throws ApiException {
        if (is(FaultKind.OVERFLOW) || (is(FaultKind.OVERFLOW_EVENT) && stream == null)) {
            throw tooLong(contextLength);
        }
        if (is(FaultKind.OVERFLOW_EVENT) && stream != null) {
            stream.accepted();
            stream.error("unknown", String.valueOf(tooLong(contextLength).getMessage()));
            stream.end(ChatAnswer.json(id, "", null, null, null));
            return true;
        }
        if (is(FaultKind.EMPTY_STREAM)) {
            exchange.events().end();
            return true;
        }
        return false;
    }

    /** What struck, or null. */
    @Nullable
    String name() {
        return fault == null ? null : fault.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The id that the answer carries. */
    String shownId(String id) {
        return is(FaultKind.WRONG_MODEL) ? "someone/else" : id;
    }

    /**
     * Lets a loaded model look as if it had been unloaded in between: takes the fault's time.
     *
     * @return how long it took, or null if there was no such load
     */
    @Nullable
    Double seemingLoad(@Nullable ChatStream stream) throws InterruptedException {
        if (fault == null || !is(FaultKind.JIT_LOAD)) {
            return null;
        }
        Duration time = LoadMishaps.seconds(fault);
        Duration taken = time.compareTo(SHORTEST_LOAD) < 0 ? SHORTEST_LOAD : time;
        double seconds = taken.toNanos() / 1e9;
        if (stream == null) {
            exchange.pause(taken);
            return seconds;
        }
        stream.loadStarted();
        exchange.pause(taken.dividedBy(2));
        stream.loadProgress(0.5);
        exchange.pause(taken.minus(taken.dividedBy(2)));
        stream.loadEnded(seconds);
        return seconds;
    }

    /** The same answer with what goes wrong inside it. */
    AnswerReader.Progress over(@Nullable ChatStream stream, Instance instance) {
        AnswerReader.Progress answer = stream != null ? stream : AnswerReader.SILENT;
        Struck.Mishap mishap = fault == null ? null : mishap(fault, stream, instance);
        return fault == null || mishap == null ? answer : new Struck(answer, fault.afterDeltas(), mishap);
    }

    private Struck.@Nullable Mishap mishap(Fault struck, @Nullable ChatStream stream, Instance instance) {
        return switch (struck.kind()) {
            case ERROR_THEN_END ->
                () -> {
                    throw AnswerOverException.because(CHANNEL_ERROR);
                };
            case WORKER_DIES ->
                () -> {
                    instance.worker().kill();
                    throw AnswerOverException.because(EngineDeath.loaded(EngineDeath.KILLED));
                };
            case SILENCE -> () -> exchange.pause(LoadMishaps.seconds(struck));
            case STREAM_RESET -> last(exchange::reset);
            case STREAM_CUT -> last(stream != null ? stream::cut : exchange::reset);
            case STREAM_DROPPED -> last(stream != null ? stream::drop : exchange::reset);
            case GARBAGE_EVENT -> stream != null ? stream::garbage : null;
            default -> null;
        };
    }

    private static Struck.Mishap last(Runnable action) {
        return () -> {
            action.run();
            throw AnswerOverException.silently();
        };
    }

    private static ApiException tooLong(int contextLength) {
        return AnswerReader.tooLong(contextLength + 1, contextLength);
    }

    private boolean is(FaultKind kind) {
        return fault != null && fault.kind() == kind;
    }
}

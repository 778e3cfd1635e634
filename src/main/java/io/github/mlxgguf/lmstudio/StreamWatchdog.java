package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.TimeoutPhase;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends one stream when a phase of it takes too long. A socket's read time-out can't tell a long prefill from a stalled decode,
 * so the phases are watched from outside.
 */
final class StreamWatchdog implements AutoCloseable {
    /** How often the clock is looked at: far below every sensible limit, far above any disturbance. */
    private static final long CHECK_MS = 50;

    private final Timeouts limits;
    private final Runnable cancel;
    private final ScheduledFuture<?> task;
    private final long startNano = System.nanoTime();
    private volatile long lastEventNano = startNano;
    private volatile boolean textSeen;
    private volatile @Nullable TimeoutPhase expired;

    /**
     * @param cancel ends the stream; called at most once, from the executor's thread
     */
    StreamWatchdog(Timeouts limits, ScheduledExecutorService executor, Runnable cancel) {
        this.limits = limits;
        this.cancel = cancel;
        this.task = executor.scheduleWithFixedDelay(this::check, CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
    }

    /** An event has come. */
    void event(boolean hasText) {
        lastEventNano = System.nanoTime();
        textSeen = hasText;
    }

    /** The phase that took too long, or null if none did. */
    @Nullable
    TimeoutPhase expired() {
        return expired;
    }

    /** The limit of a phase. */
    Duration limit(TimeoutPhase phase) {
        return switch (phase) {
            case CONNECT -> limits.connect();
            case LOAD -> limits.load();
            case FIRST_TOKEN -> limits.firstToken();
            case BETWEEN_TOKENS -> limits.betweenTokens();
            case TOTAL -> limits.total();
        };
    }

    private void check() {
        long now = System.nanoTime();
        TimeoutPhase phase = null;
        if (now - startNano > limits.total().toNanos()) {
            phase = TimeoutPhase.TOTAL;
        } else if (!textSeen && now - startNano > limits.firstToken().toNanos()) {
            phase = TimeoutPhase.FIRST_TOKEN;
        } else if (textSeen && now - lastEventNano > limits.betweenTokens().toNanos()) {
            phase = TimeoutPhase.BETWEEN_TOKENS;
        }
        if (phase != null && expired == null) {
            expired = phase;
            cancel.run();
        }
    }

    @Override
    public void close() {
        task.cancel(false);
    }
}

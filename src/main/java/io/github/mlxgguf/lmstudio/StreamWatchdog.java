package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.server.WorkerLiveness;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends one call when a phase of it takes too long or the worker behind it dies. A socket's read time-out can't tell a long
 * prefill from a stalled decode, so the phases are watched from outside, on a thread of their own.
 */
final class StreamWatchdog implements AutoCloseable {
    /** How often the clock is looked at: far below every sensible limit, far above any disturbance. */
    private static final long CHECK_MS = 50;

    /** How often the worker is looked at: a death is to be known within a second, grace included. */
    private static final long LIVENESS_NS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How long a server may take to say itself that a load failed: it knows the reason, we only see a process end. */
    private static final long LOAD_GRACE_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What a call is doing. */
    enum Stage {
        /** A model is being loaded, by a load call or inside a chat. */
        LOADING,
        /** No text yet. */
        PROMPT,
        /** Text flows, or an error came: the next event is due soon. */
        TEXT
    }

    private final Timeouts limits;
    private final boolean loadOnly;
    private final WorkerLiveness.Watch worker;
    private final Runnable cancel;
    private final ScheduledFuture<?> task;
    private final long startNano = System.nanoTime();
    private volatile long lastEventNano = startNano;
    private volatile long stageNano = startNano;
    private volatile Stage stage;
    private volatile @Nullable TimeoutPhase expired;
    private volatile @Nullable String death;
    private long lookedNano = startNano;
    private @Nullable Long deathNano;

    private StreamWatchdog(
            Timeouts limits,
            boolean loadOnly,
            WorkerLiveness.Watch worker,
            ScheduledExecutorService executor,
            Runnable cancel) {
        this.limits = limits;
        this.loadOnly = loadOnly;
        this.worker = worker;
        this.cancel = cancel;
        this.stage = loadOnly ? Stage.LOADING : Stage.PROMPT;
        this.task = executor.scheduleWithFixedDelay(this::check, CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Watches a chat.
     *
     * @param limits those of this very prompt
     * @param cancel ends the call; called at most once, from the executor's thread
     */
    static StreamWatchdog ofChat(
            Timeouts limits, WorkerLiveness.Watch worker, ScheduledExecutorService executor, Runnable cancel) {
        return new StreamWatchdog(limits, false, worker, executor, cancel);
    }

    /** Watches a load call; only the load limit counts. */
    static StreamWatchdog ofLoad(
            Timeouts limits, WorkerLiveness.Watch worker, ScheduledExecutorService executor, Runnable cancel) {
        return new StreamWatchdog(limits, true, worker, executor, cancel);
    }

    /** An event has come. */
    void event(Stage now) {
        long nano = System.nanoTime();
        lastEventNano = nano;
        if (now != stage) {
            stageNano = nano;
            stage = now;
        }
    }

    /** The phase that took too long, or null if none did. */
    @Nullable
    TimeoutPhase expired() {
        return expired;
    }

    /** What died, or null. */
    @Nullable
    String death() {
        return death;
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
        if (expired != null || death != null) {
            return;
        }
        long now = System.nanoTime();
        TimeoutPhase late = late(now);
        if (late != null) {
            expired = late;
            cancel.run();
        } else if (now - lookedNano >= LIVENESS_NS) {
            lookedNano = now;
            lookAtWorker(now);
        }
    }

    private @Nullable TimeoutPhase late(long now) {
        if (!loadOnly && now - startNano > limits.total().toNanos()) {
            return TimeoutPhase.TOTAL;
        }
        return switch (stage) {
            case LOADING -> now - stageNano > limits.load().toNanos() ? TimeoutPhase.LOAD : null;
            // Counted from the start of the prompt: progress events don't buy more time, a load inside the chat does.
            case PROMPT -> now - stageNano > limits.firstToken().toNanos() ? TimeoutPhase.FIRST_TOKEN : null;
            case TEXT -> now - lastEventNano > limits.betweenTokens().toNanos() ? TimeoutPhase.BETWEEN_TOKENS : null;
        };
    }

    private void lookAtWorker(long now) {
        String dead = worker.death().orElse(null);
        if (dead == null) {
            return;
        }
        if (deathNano == null) {
            deathNano = now;
        }
        if (stage != Stage.LOADING || now - deathNano >= LOAD_GRACE_NS) {
            death = dead;
            cancel.run();
        }
    }

    @Override
    public void close() {
        task.cancel(false);
    }
}

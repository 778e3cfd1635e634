package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers which instances a failed or cancelled generation left at work, and waits for them: LM Studio finishes the prompt
 * before it notices that nobody listens, and a request that queues behind it would measure the wait.
 */
final class IdleWait {
    private static final Logger LOG = System.getLogger(IdleWait.class.getName());

    /** Asking the {@code lms} tool more often leaks listeners in LM Studio. */
    static final Duration POLL = Duration.ofSeconds(1);

    /** Asks for one token that nobody needs; it is answered when the server gets to it. */
    @FunctionalInterface
    interface ThrowAwayChat {
        /**
         * Returns when it was answered.
         *
         * @throws ServerFailure if it was not; {@link ServerFailure.TimedOut} after the limit
         */
        void ask(String instanceId, Duration limit);
    }

    private final ThrowAwayChat chat;
    private final Duration poll;

    /** The instances to wait for, each with how long its prompt may still take. */
    private final Map<String, Duration> unsettled = new ConcurrentHashMap<>();

    /** Held by the one thread that asks. */
    private final Lock asking = new ReentrantLock();

    IdleWait(ThrowAwayChat chat, Duration poll) {
        this.chat = chat;
        this.poll = poll;
    }

    /**
     * A generation of the instance did not end as it should.
     *
     * @param limit how long its prompt may take; the wait is no longer
     */
    void failed(String instanceId, Duration limit) {
        unsettled.merge(instanceId, limit, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** The instance is gone: nothing to wait for. */
    void unloaded(String instanceId) {
        unsettled.remove(instanceId);
    }

    /**
     * Waits until the instance is idle if its last generation failed, else returns at once. Of several threads that come at once
     * one asks the server, and the others wait for what it finds.
     *
     * @throws ServerFailure.TimedOut if it is at work still after the limit
     */
    void await(String instanceId, IdleProbe probe) {
        if (!unsettled.containsKey(instanceId)) {
            return;
        }
        long startNano = System.nanoTime();
        asking.lock();
        try {
            Duration limit = unsettled.get(instanceId);
            if (limit != null) {
                awaitUnsettled(instanceId, limit, startNano, probe);
                unsettled.remove(instanceId, limit);
            }
        } finally {
            asking.unlock();
        }
    }

    private void awaitUnsettled(String instanceId, Duration limit, long startNano, IdleProbe probe) {
        long deadline = startNano + limit.toNanos();
        IdleProbe.State state = probe.state(instanceId);
        while (state == IdleProbe.State.BUSY) {
            if (System.nanoTime() - deadline >= 0) {
                throw stillBusy(instanceId, limit);
            }
            LockSupport.parkNanos(poll.toNanos());
            state = probe.state(instanceId);
        }
        if (state == IdleProbe.State.GONE) {
            throw gone(instanceId);
        }
        if (state == IdleProbe.State.UNKNOWN) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw stillBusy(instanceId, limit);
            }
            try {
                chat.ask(instanceId, left);
            } catch (ServerFailure.TimedOut late) {
                throw stillBusy(instanceId, limit);
            }
        }
        LOG.log(Level.DEBUG, "{0} was idle again after {1} s", instanceId, (System.nanoTime() - startNano) / 1e9);
    }

    /** A chat that named it now would have the server load it again, with settings of its own. */
    static ServerFailure.WorkerDied gone(String instanceId) {
        return new ServerFailure.WorkerDied("Expected " + instanceId
                + " in memory after a generation that failed, found it unloaded. LM Studio's log tells more:"
                + " `lms log stream --source server`.");
    }

    private static ServerFailure.TimedOut stillBusy(String instanceId, Duration limit) {
        return new ServerFailure.TimedOut(
                TimeoutPhase.FIRST_TOKEN,
                limit,
                "Expected " + instanceId + " to be idle again after a generation that failed or was cancelled, found"
                        + " it at work still. Unload it with `lms unload " + instanceId + "` and run again");
    }
}

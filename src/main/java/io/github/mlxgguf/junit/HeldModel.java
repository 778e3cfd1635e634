package io.github.mlxgguf.junit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The models that the server holds for us, or is about to: what must be gone when an interrupted process is. One, unless an unload
 * failed.
 */
final class HeldModel {
    /** Maven kills the fork 30 s after an interrupt; the journal and the report need the rest. */
    private static final Duration UNLOAD_ON_INTERRUPT = Duration.ofSeconds(15);

    /** A cancelled load answers at once, or not at all; the unload after it needs most of the time that is left. */
    private static final Duration LOAD_ON_INTERRUPT = Duration.ofSeconds(5);

    /** The record of an unload that was answered is written in milliseconds. */
    private static final Duration RECORD_ON_INTERRUPT = Duration.ofSeconds(2);

    private final Set<LoadedInstance> resident = new CopyOnWriteArraySet<>();
    private final AtomicReference<@Nullable CountDownLatch> loadUnderWay = new AtomicReference<>();
    private final AtomicReference<@Nullable CountDownLatch> unloadUnderWay = new AtomicReference<>();

    /** A model that is loaded now. */
    void resident(LoadedInstance instance) {
        resident.add(instance);
    }

    /** Those that are still loaded, because their unload failed. */
    List<LoadedInstance> left() {
        return List.copyOf(resident);
    }

    /** That model is loaded no more. */
    void notResident(LoadedInstance instance) {
        resident.remove(instance);
    }

    /**
     * For the shutdown hook: waits for a load that is under way, unloads what is there, and waits for the record of an unload that the
     * test thread had under way.
     */
    void letGo(BenchLog log) {
        if (!isOver(loadUnderWay, LOAD_ON_INTERRUPT)) {
            // A load that was cancelled may have come up anyway: it must be heard before the server's connection is
            // closed.
            log.sayInShutdown("A load did not end in time; look with `lms ps` whether it came up");
        }
        List<LoadedInstance> instances = left();
        if (!instances.isEmpty()) {
            within(
                    UNLOAD_ON_INTERRUPT,
                    () -> instances.forEach(instance -> log.sayInShutdown(instance.unloadForInterrupt())));
        }
        isOver(unloadUnderWay, RECORD_ON_INTERRUPT);
    }

    /** From here until {@link #loadOver} an interrupt waits for what the load leaves behind. */
    void loadBegins() {
        loadUnderWay.set(new CountDownLatch(1));
    }

    /** The load has failed and cleaned up after itself, or what it loaded is known to this session. */
    void loadOver() {
        end(loadUnderWay);
    }

    /** From here until {@link #unloadOver} an interrupt waits for the record of the unload. */
    void unloadBegins() {
        unloadUnderWay.set(new CountDownLatch(1));
    }

    /** The unload is on record, or never will be. */
    void unloadOver() {
        end(unloadUnderWay);
    }

    private static void end(AtomicReference<@Nullable CountDownLatch> act) {
        CountDownLatch underWay = act.getAndSet(null);
        if (underWay != null) {
            underWay.countDown();
        }
    }

    /** Waits for an act of the test thread; false if it does not end in time. */
    private static boolean isOver(AtomicReference<@Nullable CountDownLatch> act, Duration limit) {
        CountDownLatch underWay = act.get();
        try {
            return underWay == null || underWay.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Runs a task on a thread of its own and waits for it no longer than allowed. */
    private static void within(Duration limit, Runnable task) {
        Thread thread = new Thread(task, "bench-interrupt-task");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

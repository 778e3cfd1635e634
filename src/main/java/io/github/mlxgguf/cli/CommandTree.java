package io.github.mlxgguf.cli;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command with all that it started and that still runs. Parents come before their children: one that has ended starts nothing
 * more. A child whose parent is gone is not found any more, so those that were seen once are remembered.
 */
final class CommandTree {
    /** A program that starts others as fast as they are ended must not hold us for ever. */
    private static final int MAX_FORCED_ROUNDS = 20;

    /** For the system to take an ended process away. */
    private static final Duration FORCED_END = Duration.ofMillis(500);

    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    CommandTree(ProcessHandle command) {
        seen.add(command);
        command.descendants().forEach(seen::add);
    }

    /**
     * Ends it: waits for it to end by itself, then asks it to, then forces what remains.
     *
     * @param byItself for what has the signal already
     * @param orderly for an end in order
     */
    void end(Duration byItself, Duration orderly) throws InterruptedException {
        if (endsWithin(byItself)) {
            return;
        }
        running().forEach(ProcessHandle::destroy);
        boolean ended = endsWithin(orderly);
        for (int round = 0; !ended && round < MAX_FORCED_ROUNDS; round++) {
            running().forEach(ProcessHandle::destroyForcibly);
            ended = endsWithin(FORCED_END);
        }
    }

    /** What still runs now, with what was started since the last look. */
    private List<ProcessHandle> running() {
        List.copyOf(seen).forEach(known -> known.descendants().forEach(seen::add));
        return seen.stream().filter(ProcessHandle::isAlive).toList();
    }

    private boolean endsWithin(Duration limit) throws InterruptedException {
        CompletableFuture<?>[] ends =
                running().stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process cannot be waited for", e);
        }
        return running().isEmpty();
    }
}

package io.github.mlxgguf.junit;

import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several generations of one cell at once. Each has a thread of its own: a queue of ours would be in the server's figures. */
final class SimultaneousGenerations {
    private final CellGeneration generation;

    SimultaneousGenerations(CellGeneration generation) {
        this.generation = generation;
    }

    /**
     * Makes them and returns the phases of all together: prefill from the first request to the first text of any, decode from there to
     * the last event of all.
     *
     * @throws RuntimeException what the first one that failed threw, the others suppressed in it
     */
    List<PhaseInterval> run(Prompt prompt, int requests) {
        CountDownLatch start = new CountDownLatch(1);
        List<One> all = IntStream.rangeClosed(1, requests)
                .mapToObj(iteration -> new One(prompt, iteration, start))
                .toList();
        try {
            all.forEach(Thread::start);
        } finally {
            start.countDown(); // those that did start must not wait for one that could not
        }
        boolean interrupted = awaitAll(all);
        List<Throwable> failures = all.stream()
                .map(one -> one.thrown)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            if (first instanceof Error error) {
                throw error;
            }
            throw first instanceof RuntimeException exception ? exception : new IllegalStateException(first);
        }
        return together(all.stream().flatMap(one -> one.phases.stream()).toList());
    }

    /** They end by themselves, or because the session cancels their streams; whether this thread was interrupted meanwhile. */
    private static boolean awaitAll(List<One> all) {
        boolean interrupted = false;
        for (One one : all) {
            while (one.isAlive()) {
                try {
                    one.join();
                } catch (InterruptedException wanted) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

    static List<PhaseInterval> together(List<PhaseInterval> phases) {
        long start = phases.stream().mapToLong(PhaseInterval::startNs).min().orElseThrow();
        long end = phases.stream().mapToLong(PhaseInterval::endNs).max().orElseThrow();
        long firstText = phases.stream()
                .filter(phase -> phase.phase() == Phase.DECODE)
                .mapToLong(PhaseInterval::startNs)
                .min()
                .orElse(end);
        List<PhaseInterval> together = new ArrayList<>();
        together.add(new PhaseInterval(Phase.PREFILL, start, firstText));
        if (firstText < end) {
            together.add(new PhaseInterval(Phase.DECODE, firstText, end));
        }
        return together;
    }

    private final class One extends Thread {
        private final Prompt prompt;
        private final int iteration;
        private final CountDownLatch start;
        private volatile List<PhaseInterval> phases = List.of();
        private volatile @Nullable Throwable thrown;

        One(Prompt prompt, int iteration, CountDownLatch start) {
            super("bench-request-" + iteration);
            this.prompt = prompt;
            this.iteration = iteration;
            this.start = start;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                start.await();
                phases = generation.runBesideOthers(prompt, Role.MEASURED, iteration);
            } catch (InterruptedException never) {
                thrown = new IllegalStateException("nobody interrupts this thread", never);
            } catch (RuntimeException | Error failed) {
                thrown = failed;
            }
        }
    }
}

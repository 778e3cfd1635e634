package io.github.mlxgguf.calibration;

import io.github.mlxgguf.embedded.simulation.GenerationTruth;
import io.github.mlxgguf.embedded.simulation.TruthReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads the simulated server's own account. */
final class Truths {
    /** The server writes a line after its answer, on a thread of its own. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(20);

    private Truths() {}

    /**
     * The generations of the newest load of a model, in their order.
     *
     * @param count how many there must be
     * @throws IllegalStateException if they are not all written in time
     */
    static List<TrueGeneration> of(Path truth, String modelKey, int count) throws IOException {
        long deadline = System.nanoTime() + WRITTEN_WITHIN.toNanos();
        List<GenerationTruth> written = newestLoad(truth, modelKey);
        while (written.size() < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            written = newestLoad(truth, modelKey);
        }
        if (written.size() != count) {
            throw new IllegalStateException(
                    "expected " + count + " generations of " + modelKey + " in " + truth + ", found " + written.size());
        }
        return written.stream().map(Truths::convert).toList();
    }

    private static List<GenerationTruth> newestLoad(Path truth, String modelKey) throws IOException {
        List<GenerationTruth> all = TruthReader.read(truth, GenerationTruth.class).stream()
                .filter(line -> line.modelKey().equals(modelKey))
                .toList();
        int newest = all.stream().mapToInt(GenerationTruth::loadNumber).max().orElse(0);
        return all.stream()
                .filter(line -> line.loadNumber() == newest)
                .sorted(Comparator.comparingLong(GenerationTruth::receivedNs))
                .toList();
    }

    private static TrueGeneration convert(GenerationTruth line) {
        return new TrueGeneration(
                line.receivedNs(),
                line.sentNs().get(0),
                line.decodeTokensPerSecond(),
                known(line.outputTokens()),
                known(line.inputTokens()));
    }

    private static long known(@Nullable Integer count) {
        if (count == null) {
            throw new IllegalStateException("the worker died in a calibration");
        }
        return count;
    }
}

package io.github.mlxgguf.analysis.leak;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory after each completed request of one load, as it was read.
 *
 * @param metric the sample field
 * @param megabytes median after each request, in the order of time; 10^6 bytes
 * @param settledFrom index of the first request that counts
 * @param alike whether all requests that count did the same work
 * @param reclaimedBytes what the unload gave back; null if that is unknown
 */
public record LoadCourse(
        Side side,
        String label,
        int round,
        String metric,
        List<Double> megabytes,
        int settledFrom,
        boolean alike,
        @Nullable Long reclaimedBytes) {
    /** Copies the list. */
    public LoadCourse {
        megabytes = List.copyOf(megabytes);
    }

    /** Number of requests that count. */
    public int requests() {
        return megabytes.size() - settledFrom;
    }

    /** Whether it is about the model's own process rather than about the whole system. */
    public boolean isWorker() {
        return !metric.equals(CellMemory.COMMITTED);
    }

    double[] counted() {
        return megabytes.subList(settledFrom, megabytes.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The number of a request, from 1, as people count. */
    String request(int indexOfCounted) {
        return Numbers.count(settledFrom + indexOfCounted + 1);
    }

    /** What begins every sentence. */
    String prefix() {
        return label + ", round " + Numbers.count(round) + ": ";
    }

    String what() {
        return isWorker() ? "the worker's memory" : "committed memory of the whole system";
    }

    /** Where the last reading stands, against the first that counts. */
    String ending() {
        double more = megabytes.get(megabytes.size() - 1) - megabytes.get(settledFrom);
        return more == 0
                ? "the last reading was the same as the first"
                : "the last reading was " + Numbers.figure(Math.abs(more)) + " MB " + (more > 0 ? "above" : "below")
                        + " the first";
    }

    String over() {
        return "over " + Numbers.counted(requests(), "request");
    }
}

package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were made at once on one load.
 *
 * @param requests failed and void ones included
 */
record Burst(int round, long loadSeq, List<GenerationBody> requests) {
    private static final double NS_PER_SECOND = 1e9;

    /** Load by load, in the order of the records. */
    static List<Burst> of(SideEvidence side, Work work) {
        Map<Long, List<GenerationBody>> byLoad = new LinkedHashMap<>();
        side.generations().stream().filter(work::covers).forEach(generation -> byLoad.computeIfAbsent(
                        generation.loadSeq(), unused -> new ArrayList<>())
                .add(generation));
        List<Burst> bursts = new ArrayList<>();
        byLoad.forEach((seq, requests) -> bursts.add(new Burst(requests.get(0).round(), seq, requests)));
        return bursts;
    }

    int attempted() {
        return requests.size();
    }

    int succeeded() {
        return (int) requests.stream().filter(SideEvidence::isUsable).count();
    }

    /** Whether a figure of all of them together is one of as many requests as were planned. */
    private boolean isWhole() {
        return succeeded() == attempted();
    }

    /** All output tokens over the time from the first request to the last answer's end; null if a request failed. */
    @Nullable
    Double tokensPerSecond() {
        long tokens = 0;
        for (GenerationBody request : requests) {
            Long output = request.outputTokens();
            if (output == null) {
                return null;
            }
            tokens += output;
        }
        long start = requests.stream().mapToLong(GenerationBody::startNs).min().orElseThrow();
        long end = requests.stream().mapToLong(GenerationBody::endNs).max().orElseThrow();
        return isWhole() && end > start ? (Double) (tokens * NS_PER_SECOND / (end - start)) : null;
    }

    /** Longest minus shortest time to first text; null if a request failed or showed no text. */
    @Nullable
    Double ttftSpreadMs() {
        List<Double> times = requests.stream()
                .map(GenerationBody::ttftMs)
                .filter(Objects::nonNull)
                .toList();
        if (!isWhole() || times.size() < requests.size()) {
            return null;
        }
        double longest = times.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double shortest = times.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return longest - shortest;
    }

    /** Median decode rate of a single request. */
    @Nullable
    Double decodeTokensPerSecond() {
        return Median.of(requests.stream()
                .filter(SideEvidence::isUsable)
                .map(GenerationBody::decodeTokensPerSecond)
                .filter(Objects::nonNull)
                .toList());
    }
}

package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.ScenarioFindings.Size;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * TTFT of one build at one length of the prompt.
 *
 * @param leastMs the lowest of the loads' medians
 * @param greatestMs the highest of them
 * @param loads how many loads have one
 */
record ContextPoint(
        Side side,
        String label,
        String prompt,
        long inputTokens,
        double ttftMs,
        double leastMs,
        double greatestMs,
        int loads) {

    /** The sizes that both the tokens and the TTFT are known of. */
    static List<ContextPoint> of(List<Size> sizes, PairEvidence pair) {
        List<ContextPoint> points = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            for (Size size : sizes) {
                Long tokens = size.inputTokens();
                Double ttft = size.ttftMs();
                if (size.label().equals(side.label()) && tokens != null && tokens > 0 && ttft != null && isTime(ttft)) {
                    List<Double> loads = loadMedians(side, size.prompt());
                    points.add(new ContextPoint(
                            side.side(),
                            side.label(),
                            size.prompt(),
                            tokens,
                            ttft,
                            loads.stream().reduce(ttft, Math::min),
                            loads.stream().reduce(ttft, Math::max),
                            loads.size()));
                }
            }
        }
        return points;
    }

    private static boolean isTime(double milliseconds) {
        return milliseconds > 0 && Double.isFinite(milliseconds);
    }

    private static List<Double> loadMedians(SideEvidence side, String prompt) {
        Map<Long, List<Double>> byLoad = new TreeMap<>();
        side.answers(new Work(ScenarioId.CONTEXT_STRESS.id(), prompt)).forEach(generation -> {
            Double ttft = generation.ttftMs();
            if (ttft != null && isTime(ttft)) {
                byLoad.computeIfAbsent(generation.loadSeq(), any -> new ArrayList<>())
                        .add(ttft);
            }
        });
        return byLoad.values().stream().map(Median::of).filter(Objects::nonNull).toList();
    }
}

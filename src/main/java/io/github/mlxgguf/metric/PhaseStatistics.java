package io.github.mlxgguf.metric;

import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Memory over one phase, which may have several stretches (each generation has its own prefill).
 *
 * @param startNs start of the first stretch, session clock
 * @param endNs end of the last stretch
 * @param metrics only the figures that were read at least once
 */
public record PhaseStatistics(Phase phase, long startNs, long endNs, Map<MemoryField, ByteStatistic> metrics) {
    /** Copies the map. */
    public PhaseStatistics {
        metrics = Map.copyOf(metrics);
    }

    /**
     * Memory by phase, in the order of {@link Phase}.
     *
     * @param samples of one session
     * @param intervals of the same session; a sample belongs to those that contain its time, and counts once per phase
     */
    public static List<PhaseStatistics> of(List<Sample> samples, List<PhaseInterval> intervals) {
        List<PhaseStatistics> phases = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            List<PhaseInterval> stretches = intervals.stream()
                    .filter(interval -> interval.phase() == phase)
                    .toList();
            if (!stretches.isEmpty()) {
                phases.add(ofPhase(phase, stretches, samples));
            }
        }
        return List.copyOf(phases);
    }

    private static PhaseStatistics ofPhase(Phase phase, List<PhaseInterval> stretches, List<Sample> samples) {
        List<Sample> inside = samples.stream()
                .filter(sample -> stretches.stream().anyMatch(stretch -> stretch.contains(sample.tNs())))
                .toList();
        Map<MemoryField, ByteStatistic> metrics = new EnumMap<>(MemoryField.class);
        for (MemoryField field : MemoryField.values()) {
            ByteStatistic statistic = ByteStatistic.of(readings(inside, field));
            if (statistic != null) {
                metrics.put(field, statistic);
            }
        }
        long startNs =
                stretches.stream().mapToLong(PhaseInterval::startNs).min().orElseThrow();
        long endNs = stretches.stream().mapToLong(PhaseInterval::endNs).max().orElseThrow();
        return new PhaseStatistics(phase, startNs, endNs, metrics);
    }

    private static List<Long> readings(List<Sample> samples, MemoryField field) {
        List<Long> readings = new ArrayList<>();
        for (Sample sample : samples) {
            Long reading = field.in(sample);
            if (reading != null) {
                readings.add(reading);
            }
        }
        return readings;
    }
}

package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.PhaseStatistics;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the monitor saw, by phase, and the conditions that it saw besides. */
final class MemoryBooks {
    private final MemoryMonitor monitor;
    private final Duration interval;

    MemoryBooks(MemoryMonitor monitor, Duration interval) {
        this.monitor = monitor;
        this.interval = interval;
    }

    /** Memory of each phase, from the samples inside its stretches. */
    List<PhaseMemory> byPhase(List<PhaseInterval> phases) {
        if (phases.isEmpty()) {
            return List.of();
        }
        long from = phases.stream().mapToLong(PhaseInterval::startNs).min().orElseThrow();
        long to = phases.stream().mapToLong(PhaseInterval::endNs).max().orElseThrow();
        return PhaseMemories.of(PhaseStatistics.of(monitor.between(from, to), phases));
    }

    /** Median of committed memory over a phase, in bytes; null where this machine does not tell. */
    @Nullable Long medianCommitted(PhaseInterval phase) {
        return Median.ofLongs(monitor.between(phase.startNs(), phase.endNs()).stream()
                .map(Sample::committedBytes)
                .filter(Objects::nonNull)
                .toList());
    }

    /** Flags for what went on in the machine during a stretch of time. */
    List<String> conditions(long fromNs, long toNs) {
        List<Sample> samples = monitor.between(fromNs, toNs);
        List<String> flags = new ArrayList<>();
        if (swapGrew(samples)) {
            flags.add(Flag.SWAP_GREW.id());
        }
        if (samples.stream().anyMatch(sample -> sample.pressure() != null && sample.pressure() >= Flag.PRESSURE_WARN)) {
            flags.add(Flag.PRESSURE.id());
        }
        if (samplerLate(samples)) {
            flags.add(Flag.SAMPLER_LATE.id());
        }
        return flags;
    }

    private static boolean swapGrew(List<Sample> samples) {
        List<Long> swap = samples.stream()
                .map(Sample::swapUsedBytes)
                .filter(Objects::nonNull)
                .toList();
        if (swap.isEmpty()) {
            return false;
        }
        long most = swap.stream().mapToLong(Long::longValue).max().orElseThrow();
        return most - swap.get(0) > Flag.SWAP_GROWTH_BYTES;
    }

    private boolean samplerLate(List<Sample> samples) {
        for (int i = 1; i < samples.size(); i++) {
            long gap = samples.get(i).tNs() - samples.get(i - 1).tNs();
            if (gap > Flag.LATE_INTERVALS * interval.toNanos()) {
                return true;
            }
        }
        return false;
    }
}

package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.PhaseStatistics;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.PhaseMemories;
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
    /** Where the samples are kept. */
    interface History {
        /** The samples of {@code [startNs, endNs)}, oldest first. */
        List<Sample> between(long startNs, long endNs);
    }

    /** macOS: 1 is normal, 2 is warn, 4 is critical. */
    private static final int PRESSURE_WARN = 2;

    /** Swap moves by some megabytes on an idle machine too. */
    private static final long SWAP_GROWTH_BYTES = 16_000_000;

    /** The sampler is late when a gap is longer than this many intervals. */
    private static final int LATE_INTERVALS = 5;

    /** Baselines further apart than this are not of the same machine state. */
    private static final long BASELINE_DRIFT_BYTES = 300_000_000;

    /** An idle machine with the suite on it uses about one hundredth of its cores. */
    private static final double BUSY_SHARE = 0.2;

    private final History history;
    private final Duration interval;
    private @Nullable Long firstBaseline;

    MemoryBooks(History history, Duration interval) {
        this.history = history;
        this.interval = interval;
    }

    /** Memory of each phase, from the samples inside its stretches. */
    List<PhaseMemory> byPhase(List<PhaseInterval> phases) {
        if (phases.isEmpty()) {
            return List.of();
        }
        long from = phases.stream().mapToLong(PhaseInterval::startNs).min().orElseThrow();
        long to = phases.stream().mapToLong(PhaseInterval::endNs).max().orElseThrow();
        return PhaseMemories.of(PhaseStatistics.of(history.between(from, to), phases));
    }

    /** Median of committed memory over a phase, in bytes; null where this machine does not tell. */
    @Nullable
    Long medianCommitted(PhaseInterval phase) {
        return Median.ofLongs(history.between(phase.startNs(), phase.endNs()).stream()
                .map(Sample::committedBytes)
                .filter(Objects::nonNull)
                .toList());
    }

    /**
     * Whether a baseline is far from the run's first one. The first call sets that one.
     */
    boolean drifted(PhaseInterval baseline) {
        Long now = medianCommitted(baseline);
        if (now == null) {
            return false;
        }
        if (firstBaseline == null) {
            firstBaseline = now;
        }
        return Math.abs(now - firstBaseline) > BASELINE_DRIFT_BYTES;
    }

    /** Whether something kept the processor busy during a phase in which nothing of ours does. */
    boolean busy(PhaseInterval quiet) {
        return history.between(quiet.startNs(), quiet.endNs()).stream()
                        .filter(sample -> sample.cpuUser() != null && sample.cpuSystem() != null)
                        .mapToDouble(MemoryBooks::cpuShare)
                        .average()
                        .orElse(0)
                > BUSY_SHARE;
    }

    static double cpuShare(Sample sample) {
        Double user = sample.cpuUser();
        Double system = sample.cpuSystem();
        return (user == null ? 0 : user) + (system == null ? 0 : system);
    }

    /** Flags for what went on in the machine during a stretch of time. */
    List<String> conditions(long fromNs, long toNs) {
        List<Sample> samples = history.between(fromNs, toNs);
        List<String> flags = new ArrayList<>();
        if (swapGrew(samples)) {
            flags.add(Flag.SWAP_GREW.id());
        }
        if (samples.stream().anyMatch(sample -> sample.pressure() != null && sample.pressure() >= PRESSURE_WARN)) {
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
        return most - swap.get(0) > SWAP_GROWTH_BYTES;
    }

    private boolean samplerLate(List<Sample> samples) {
        for (int i = 1; i < samples.size(); i++) {
            long gap = samples.get(i).tNs() - samples.get(i - 1).tNs();
            if (gap > LATE_INTERVALS * interval.toNanos()) {
                return true;
            }
        }
        return false;
    }
}

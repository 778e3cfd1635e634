package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.ConditionLimits;
import io.github.mlxgguf.metric.MachineWatch;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.PhaseStatistics;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.record.PhaseMemories;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the monitor saw, by phase, and the conditions that it saw besides. */
final class MemoryBooks {
    /** Where the samples are kept. */
    interface History {
        /** The samples of {@code [startNs, endNs)}, oldest first. */
        List<Sample> between(long startNs, long endNs);

        /** From when on they are all there: what is missing before is no gap in them. */
        default long heldSinceNs() {
            return Long.MIN_VALUE;
        }

        /** Those of a monitor. */
        static History of(MemoryMonitor monitor) {
            return new History() {
                @Override
                public List<Sample> between(long startNs, long endNs) {
                    return monitor.between(startNs, endNs);
                }

                @Override
                public long heldSinceNs() {
                    return monitor.heldSinceNs();
                }
            };
        }
    }

    private final History history;
    private final Duration interval;
    private final @Nullable Long ramBytes;
    private long lowestBaseline = Long.MAX_VALUE;
    private long highestBaseline = Long.MIN_VALUE;

    /**
     * Opens them.
     *
     * @param ramBytes the machine's memory, or null if unknown
     */
    MemoryBooks(History history, Duration interval, @Nullable Long ramBytes) {
        this.history = history;
        this.interval = interval;
        this.ramBytes = ramBytes;
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

    /** Whether a baseline is far from any other of the session so far. */
    boolean drifted(PhaseInterval baseline) {
        Long now = medianCommitted(baseline);
        if (now == null) {
            return false;
        }
        lowestBaseline = Math.min(lowestBaseline, now);
        highestBaseline = Math.max(highestBaseline, now);
        return Math.max(now - lowestBaseline, highestBaseline - now) > ConditionLimits.BASELINE_DRIFT_BYTES;
    }

    /** Whether something kept the processor busy during a phase in which nothing of ours does. */
    boolean busy(PhaseInterval quiet) {
        return history.between(quiet.startNs(), quiet.endNs()).stream()
                        .filter(sample -> sample.cpuUser() != null && sample.cpuSystem() != null)
                        .mapToDouble(MemoryBooks::cpuShare)
                        .average()
                        .orElse(0)
                > ConditionLimits.BUSY_PERCENT / 100.0;
    }

    static double cpuShare(Sample sample) {
        Double user = sample.cpuUser();
        Double system = sample.cpuSystem();
        return (user == null ? 0 : user) + (system == null ? 0 : system);
    }

    /** Flags for what went on in the machine during a stretch of time, and for the state in which it began. */
    List<String> conditions(long fromNs, long toNs) {
        MachineWatch watch = new MachineWatch(interval, ramBytes);
        history.between(fromNs - MachineWatch.CARRY.toNanos(), fromNs).forEach(watch::carry);
        List<Sample> samples = history.between(fromNs, toNs);
        watch.begins(Math.max(fromNs, history.heldSinceNs()));
        samples.forEach(watch::accept);
        watch.ended(toNs);
        return watch.flags();
    }
}

package io.github.mlxgguf.metric;

import static io.github.mlxgguf.metric.ConditionLimits.BYTES_PER_MB;
import static io.github.mlxgguf.metric.ConditionLimits.DROP_PERCENT;
import static io.github.mlxgguf.metric.ConditionLimits.DROP_SECONDS;
import static io.github.mlxgguf.metric.ConditionLimits.GROWTH_BYTES;
import static io.github.mlxgguf.metric.ConditionLimits.GROWTH_GENERATIONS;
import static io.github.mlxgguf.metric.ConditionLimits.GROWTH_PERCENT;
import static io.github.mlxgguf.metric.ConditionLimits.LATE_INTERVALS;
import static io.github.mlxgguf.metric.ConditionLimits.SAME_WORK_PERCENT;
import static io.github.mlxgguf.metric.ConditionLimits.SWAP_GROWTH_BYTES;
import static io.github.mlxgguf.metric.ConditionLimits.SWAP_ONSET_SECONDS;
import static io.github.mlxgguf.metric.ConditionLimits.THROTTLING_GENERATIONS;
import static io.github.mlxgguf.metric.ConditionLimits.THROTTLING_PERCENT;

import java.util.Arrays;
import java.util.Optional;

/** What the monitor marks as unusual. */
public enum AnomalyKind {
    FREE_MEMORY_DROPPED(
            "free_memory_dropped",
            "Available memory fell suddenly.",
            "by more than " + DROP_PERCENT + " % of the machine's memory within " + DROP_SECONDS
                    + " s, or within two readings that are further apart, outside a load; marked once until it has calmed down",
            "bytes"),
    SWAP_ONSET(
            "swap_onset",
            "The machine began to swap.",
            "swap in use grew by more than " + SWAP_GROWTH_BYTES / BYTES_PER_MB + " MB within " + SWAP_ONSET_SECONDS
                    + " s; marked once until it has calmed down",
            "bytes"),
    WORKER_RESTARTED(
            "worker_restarted",
            "The process that holds the model was replaced or ended while the model was resident.",
            "another worker_pid, or none any more, between a load and its unload",
            "process id before"),
    GROWTH(
            "growth",
            "The worker's memory grew across a scenario.",
            "its median in the last third of the measured generations of one prompt more than " + GROWTH_PERCENT
                    + " % and " + GROWTH_BYTES / BYTES_PER_MB + " MB above that in the first third, over at least "
                    + GROWTH_GENERATIONS + " generations",
            "bytes"),
    THROTTLING(
            "throttling",
            "Generation became slower while the work was the same.",
            "decode rates of one prompt, for answers equally long within " + SAME_WORK_PERCENT
                    + " %, fall one after the other, the last more than " + THROTTLING_PERCENT
                    + " % below the first, over at least " + THROTTLING_GENERATIONS + " generations",
            "share of the rate that was lost"),
    SAMPLER_GAP(
            "sampler_gap",
            "The monitor missed ticks.",
            "more than " + LATE_INTERVALS + " intervals between two samples",
            "seconds");

    private final String id;
    private final String meaning;
    private final String threshold;
    private final String unit;

    AnomalyKind(String id, String meaning, String threshold, String unit) {
        this.id = id;
        this.meaning = meaning;
        this.threshold = threshold;
        this.unit = unit;
    }

    /** The kind whose {@link #id()} is {@code id}, or empty. */
    public static Optional<AnomalyKind> fromId(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }

    /** The spelling used in records. */
    public String id() {
        return id;
    }

    /** What happened, one sentence. */
    public String meaning() {
        return meaning;
    }

    /** From when on it is marked. */
    public String threshold() {
        return threshold;
    }

    /** What {@link Anomaly#value()} counts. */
    public String unit() {
        return unit;
    }
}

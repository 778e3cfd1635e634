package io.github.mlxgguf.metric;

/** What the monitor marks as unusual. */
public enum AnomalyKind {
    FREE_MEMORY_DROPPED(
            "free_memory_dropped",
            "Available memory fell suddenly.",
            "by more than 5 % of the machine's memory within one second, outside a load",
            "bytes"),
    SWAP_ONSET(
            "swap_onset", "The machine began to swap.", "swap in use grew by more than 16 MB within a minute", "bytes"),
    WORKER_RESTARTED(
            "worker_restarted",
            "The process that holds the model was replaced or ended while the model was resident.",
            "another worker_pid, or none, between a load and its unload",
            "process id before"),
    GROWTH(
            "growth",
            "The worker's memory grew across a scenario.",
            "its median in the last third of the measured generations more than 2 % and 16 MB above that in the first third",
            "bytes"),
    THROTTLING(
            "throttling",
            "Generation became slower while the work was the same.",
            "decode rates of one prompt fall in order, the last more than 10 % below the first, over at least 3 generations",
            "share of the rate that was lost"),
    SAMPLER_GAP("sampler_gap", "The monitor missed ticks.", "more than 5 intervals between two samples", "seconds");

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

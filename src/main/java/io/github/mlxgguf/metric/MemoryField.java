package io.github.mlxgguf.metric;

import io.github.mlxgguf.trace.Sample;
import org.jspecify.annotations.Nullable;

/** The memory figures of a {@link Sample} that are summed up by phase, all in bytes. */
public enum MemoryField {
    COMMITTED("committed_bytes"),
    AVAILABLE("available_bytes"),
    SWAP_USED("swap_used_bytes"),
    WORKER_FOOTPRINT("worker_footprint_bytes"),
    WORKER_ANON("worker_anon_bytes"),
    WORKER_FILE("worker_file_bytes"),
    WORKER_RSS("worker_rss_bytes"),
    SERVER_TREE("server_tree_bytes"),
    GPU_MEMORY("gpu_memory_bytes"),
    WIRED("wired_bytes"),
    COMPRESSOR("compressor_bytes"),
    FILE_BACKED("file_backed_bytes"),
    PURGEABLE("purgeable_bytes"),
    WORKER_INTERVAL_PEAK("worker_interval_peak_bytes");

    private final String id;

    MemoryField(String id) {
        this.id = id;
    }

    /** The spelling used in records and samples. */
    public String id() {
        return id;
    }

    /** The reading of a sample, or null where there was none at that tick. */
    public @Nullable Long in(Sample sample) {
        return switch (this) {
            case COMMITTED -> sample.committedBytes();
            case AVAILABLE -> sample.availableBytes();
            case SWAP_USED -> sample.swapUsedBytes();
            case WORKER_FOOTPRINT -> sample.workerFootprintBytes();
            case WORKER_ANON -> sample.workerAnonBytes();
            case WORKER_FILE -> sample.workerFileBytes();
            case WORKER_RSS -> sample.workerRssBytes();
            case SERVER_TREE -> sample.serverTreeBytes();
            case GPU_MEMORY -> sample.gpuMemoryBytes();
            case WIRED -> sample.wiredBytes();
            case COMPRESSOR -> sample.compressorBytes();
            case FILE_BACKED -> sample.fileBackedBytes();
            case PURGEABLE -> sample.purgeableBytes();
            case WORKER_INTERVAL_PEAK -> sample.workerIntervalPeakBytes();
        };
    }
}

package io.github.mlxgguf.analysis.text;

import java.util.Map;

/** What the memory fields of a sample are called in words. */
public final class MemoryNames {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("committed_bytes", "committed, whole system"),
            Map.entry("available_bytes", "available, whole system"),
            Map.entry("swap_used_bytes", "swap used, whole system"),
            Map.entry("worker_footprint_bytes", "worker footprint, without mapped weights"),
            Map.entry("worker_anon_bytes", "worker, anonymous"),
            Map.entry("worker_file_bytes", "worker, file-backed"),
            Map.entry("worker_rss_bytes", "worker, resident"),
            Map.entry("server_tree_bytes", "server's process tree, resident"),
            Map.entry("gpu_memory_bytes", "GPU, in use system memory"),
            Map.entry("wired_bytes", "wired, whole system"),
            Map.entry("compressor_bytes", "occupied by the compressor, whole system"),
            Map.entry("file_backed_bytes", "file-backed, whole system"),
            Map.entry("purgeable_bytes", "purgeable, whole system"),
            Map.entry("worker_interval_peak_bytes", "worker footprint, kernel's own peak of the load"));

    private MemoryNames() {}

    /** A sample field for people; one without a name is called by its id. */
    public static String of(String metric) {
        return NAMES.getOrDefault(metric, metric);
    }
}

package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.SampleBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dictionary {@code PerformanceStatistics} of a GPU's driver. Its keys are not documented and are taken exactly:
 * {@code In use system memory} has a neighbour {@code In use system memory (driver)} that means something else.
 */
final class GpuStatistics {
    static final String PROPERTY = "PerformanceStatistics";

    private static final String DEVICE = "Device Utilization %";
    private static final String RENDERER = "Renderer Utilization %";
    private static final String TILER = "Tiler Utilization %";
    private static final String IN_USE = "In use system memory";

    /** The keys that are looked at. */
    static final List<String> KEYS = List.of(DEVICE, RENDERER, TILER, IN_USE);

    private static final double WHOLE_PERCENT = 100;

    private GpuStatistics() {}

    /** Sets what is there and plausible. */
    static void readInto(SampleBuilder sample, Map<String, Long> values) {
        Long inUse = values.get(IN_USE);
        sample.gpuDevice(share(values.get(DEVICE)))
                .gpuRenderer(share(values.get(RENDERER)))
                .gpuTiler(share(values.get(TILER)))
                .gpuMemoryBytes(inUse == null || inUse < 0 ? null : inUse);
    }

    private static @Nullable Double share(@Nullable Long percent) {
        return percent == null || percent < 0 || percent > WHOLE_PERCENT ? null : percent / WHOLE_PERCENT;
    }
}

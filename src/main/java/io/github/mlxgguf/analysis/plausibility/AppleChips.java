package io.github.mlxgguf.analysis.plausibility;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Memory bandwidth of Apple's chips in 10^9 bytes per second, from Apple's published technical specifications of the Macs that have
 * them. A chip that is not here is unknown, not slow.
 */
final class AppleChips {
    private static final double GB = 1e9;

    private static final Map<String, Double> ONE_BANDWIDTH = Map.ofEntries(
            Map.entry("Apple M1", 68.25),
            Map.entry("Apple M1 Pro", 200.0),
            Map.entry("Apple M1 Max", 400.0),
            Map.entry("Apple M1 Ultra", 800.0),
            Map.entry("Apple M2", 100.0),
            Map.entry("Apple M2 Pro", 200.0),
            Map.entry("Apple M2 Max", 400.0),
            Map.entry("Apple M2 Ultra", 800.0),
            Map.entry("Apple M3", 100.0),
            Map.entry("Apple M3 Pro", 150.0),
            Map.entry("Apple M3 Ultra", 819.0),
            Map.entry("Apple M4", 120.0),
            Map.entry("Apple M4 Pro", 273.0),
            Map.entry("Apple M5", 153.0));

    /** Chips that come with narrower memory where they come with fewer GPU cores. */
    private static final Map<String, List<Narrow>> BY_GPU_CORES = Map.of(
            "Apple M3 Max", List.of(new Narrow(30, 300), new Narrow(40, 400)),
            "Apple M4 Max", List.of(new Narrow(32, 410), new Narrow(40, 546)));

    private record Narrow(int gpuCores, double gigabytesPerSecond) {}

    private AppleChips() {}

    /**
     * Bytes per second.
     *
     * @param chip as the system names it, for example {@code Apple M3 Max}
     * @param gpuCores where unknown, the widest memory that the chip comes with
     */
    static OptionalDouble bandwidthBytesPerSecond(@Nullable String chip, @Nullable Integer gpuCores) {
        if (chip == null) {
            return OptionalDouble.empty();
        }
        Double only = ONE_BANDWIDTH.get(chip);
        if (only != null) {
            return OptionalDouble.of(only * GB);
        }
        return BY_GPU_CORES.getOrDefault(chip, List.of()).stream()
                .filter(kind -> gpuCores == null || gpuCores <= kind.gpuCores())
                // Ascending: the first that has enough cores, and the widest where the number is unknown.
                .reduce((first, wider) -> gpuCores == null ? wider : first)
                .map(kind -> OptionalDouble.of(kind.gigabytesPerSecond() * GB))
                .orElse(OptionalDouble.empty());
    }
}

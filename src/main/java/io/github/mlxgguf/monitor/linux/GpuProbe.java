package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.GpuStats;
import oshi.hardware.GraphicsCard;

/**
 * The first graphics card that tells anything, by OSHI; it asks the vendor's library or the kernel. On a machine with several, the
 * others are not watched.
 */
final class GpuProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The first reading only primes figures that are differences. A card that tells nothing by the second never will. */
    private static final int READINGS_TO_DECIDE = 2;

    private static final double PERCENT = 100;

    private final Supplier<List<GpuStats>> open;
    private @Nullable List<GpuStats> cards;
    private int readings;

    GpuProbe(Supplier<List<GpuStats>> open) {
        this.open = open;
    }

    /**
     * The probe, or nothing at all on a machine without a graphics card.
     *
     * @param drm the kernel's list of cards, {@code /sys/class/drm}
     * @param nvidia the folder of NVIDIA's driver, {@code /proc/driver/nvidia}
     */
    static List<Probe> create(Path drm, Path nvidia) {
        boolean card = Files.exists(nvidia) || Files.exists(drm.resolve("card0")) || Files.exists(drm.resolve("card1"));
        return card ? List.of(new GpuProbe(GpuProbe::cards)) : List.of();
    }

    @Override
    public String name() {
        return "graphics cards";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        List<GpuStats> watched = cards;
        if (watched == null) {
            // Even if this throws, it is not tried again.
            cards = List.of();
            watched = open.get();
        }
        if (readings < READINGS_TO_DECIDE) {
            readings++;
        }
        for (GpuStats card : watched) {
            if (read(card, sample)) {
                cards = List.of(card);
                return;
            }
        }
        cards = readings < READINGS_TO_DECIDE ? watched : List.of();
    }

    private static boolean read(GpuStats card, SampleBuilder sample) {
        Double busy = known(card.getGpuUtilization());
        Double power = known(card.getPowerDraw());
        Double celsius = known(card.getTemperature());
        long memory = card.getVramUsed();
        sample.gpuDevice(busy == null ? null : (Double) (busy / PERCENT))
                .gpuPowerW(power)
                .gpuTemperatureC(celsius)
                .gpuMemoryBytes(memory < 0 ? null : (Long) memory);
        return busy != null || power != null || celsius != null || memory >= 0;
    }

    /** OSHI says -1 where it does not know. */
    private static @Nullable Double known(double value) {
        return value >= 0 ? (Double) value : null;
    }

    private static List<GpuStats> cards() {
        return new SystemInfo()
                .getHardware().getGraphicsCards().stream()
                        .map(GraphicsCard::createStatsSession)
                        .toList();
    }
}

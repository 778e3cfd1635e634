package io.github.mlxgguf.monitor;

import io.github.mlxgguf.monitor.macos.MacConditions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.PhysicalProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/**
 * The machine, for the run's first record; null is unknown.
 *
 * @param modelIdentifier for example {@code Mac15,9}
 * @param chip the processor's brand, for example {@code Apple M3 Max}
 * @param performanceCores cores above the lowest efficiency class; null where all are of one class or the system does not tell
 * @param efficiencyCores cores of the lowest efficiency class; null where all are of one class or the system does not tell
 * @param ramBytes physical memory
 * @param osName for example {@code macOS}
 * @param osVersion with the build, for example {@code 15.4 (Sequoia) build 24E248}
 * @param osArch the JVM's name of the processor architecture, for example {@code aarch64}
 * @param gpuWiredLimitBytes macOS: most memory that the GPU may hold; 0 is the system's own limit, which it does not tell
 */
public record MachineInfo(
        @Nullable String modelIdentifier,
        @Nullable String chip,
        @Nullable Integer performanceCores,
        @Nullable Integer efficiencyCores,
        @Nullable Long ramBytes,
        String osName,
        String osVersion,
        String osArch,
        @Nullable Long gpuWiredLimitBytes) {
    /** OSHI's word for what the system does not tell. */
    private static final String UNKNOWN = "unknown";

    /** Asks the system; takes some hundred milliseconds. */
    public static MachineInfo read() {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        CentralProcessor processor = hardware.getProcessor();
        OperatingSystem os = system.getOperatingSystem();
        List<Integer> classes = processor.getPhysicalProcessors().stream()
                .map(PhysicalProcessor::getEfficiency)
                .toList();
        long ram = hardware.getMemory().getTotal();
        return new MachineInfo(
                known(hardware.getComputerSystem().getModel()),
                known(processor.getProcessorIdentifier().getName()),
                performanceCores(classes),
                efficiencyCores(classes),
                ram > 0 ? ram : null,
                os.getFamily(),
                os.getVersionInfo().toString(),
                System.getProperty("os.arch", UNKNOWN),
                Platform.current() == Platform.MACOS ? new MacConditions(ToolOutput::of).gpuWiredLimitBytes() : null);
    }

    static @Nullable Integer performanceCores(List<Integer> efficiencyClasses) {
        Integer efficiency = efficiencyCores(efficiencyClasses);
        return efficiency == null ? null : efficiencyClasses.size() - efficiency;
    }

    static @Nullable Integer efficiencyCores(List<Integer> efficiencyClasses) {
        int lowest =
                efficiencyClasses.stream().mapToInt(Integer::intValue).min().orElse(0);
        int count =
                (int) efficiencyClasses.stream().filter(each -> each == lowest).count();
        return count == efficiencyClasses.size() ? null : count;
    }

    static @Nullable String known(@Nullable String text) {
        return text == null || text.isBlank() || text.strip().equalsIgnoreCase(UNKNOWN) ? null : text.strip();
    }
}

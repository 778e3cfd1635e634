package io.github.mlxgguf.doctor;

import io.github.mlxgguf.monitor.MachineInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The machine, its system, and the Java on it. */
final class MachineFindings {
    private static final String ARM = "aarch64";

    private MachineFindings() {}

    static List<Finding> of(MachineInfo machine, JavaRuntime java) {
        return List.of(
                machine(machine, java.processors()),
                Finding.ok("system", machine.osName() + " " + machine.osVersion() + " (" + machine.osArch() + ")"),
                java(machine, java));
    }

    /** A chip of Apple's; under Rosetta its name is "VirtualApple". */
    static boolean isAppleSilicon(@Nullable String chip) {
        return chip != null && chip.contains("Apple");
    }

    private static Finding machine(MachineInfo machine, int processors) {
        String found = description(machine, processors);
        if (isAppleSilicon(machine.chip())) {
            return Finding.ok("machine", found);
        }
        if (isMac(machine)) {
            return Finding.warning(
                    "machine",
                    found + "; not Apple Silicon, so MLX does not run here",
                    "Compare MLX on a Mac with Apple Silicon; -Dbench.formats=gguf measures the rest.");
        }
        return Finding.ok("machine", found + "; not a Mac, so MLX does not run here");
    }

    private static boolean isMac(MachineInfo machine) {
        return machine.osName().toLowerCase(Locale.ROOT).startsWith("mac");
    }

    private static String description(MachineInfo machine, int processors) {
        List<String> parts = new ArrayList<>();
        if (machine.modelIdentifier() != null) {
            parts.add(machine.modelIdentifier());
        }
        parts.add(machine.chip() == null ? "chip unknown" : machine.chip());
        if (machine.performanceCores() != null && machine.efficiencyCores() != null) {
            parts.add(
                    machine.performanceCores() + " performance and " + machine.efficiencyCores() + " efficiency cores");
        } else {
            parts.add(processors + (processors == 1 ? " core" : " cores"));
        }
        Long ram = machine.ramBytes();
        parts.add(ram == null ? "RAM unknown" : Sizes.text(ram) + " RAM");
        return String.join(", ", parts);
    }

    private static Finding java(MachineInfo machine, JavaRuntime java) {
        String found = java.version() + " of " + java.vendor();
        return isAppleSilicon(machine.chip()) && !java.arch().equals(ARM)
                ? Finding.warning(
                        "java",
                        found + ", built for " + java.arch() + ": it runs under Rosetta",
                        "Install a JDK for aarch64 (Apple Silicon), and point JAVA_HOME at it.")
                : Finding.ok("java", found);
    }
}

package io.github.mlxgguf.doctor;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.server.ModelEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builds of the matrix against the memory of the machine. */
final class MemoryFindings {
    /** What the system, LM Studio and a context of some thousand tokens take besides the weights; a rule of thumb. */
    static final long MARGIN_BYTES = 4 * Sizes.GB;

    /**
     * The smallest share of RAM that macOS was reported to leave to the GPU when {@code iogpu.wired_limit_mb} is 0; the largest is
     * about 80 %.
     */
    static final double DEFAULT_GPU_SHARE = 2.0 / 3.0;

    private static final long MIB = 1024L * 1024L;
    private static final String SMALLER =
            "Choose a smaller quantisation, or leave the pair out by naming the others with -Dbench.pairs";

    private MemoryFindings() {}

    /**
     * One line for each build that does not fit, or one about the largest.
     *
     * @param chip the processor's brand, or null
     */
    static List<Finding> of(MatrixPlan plan, @Nullable String chip, @Nullable Long ramBytes, MachineConditions now) {
        List<Sized> builds = sized(plan);
        if (builds.isEmpty()) {
            return List.of();
        }
        if (ramBytes == null) {
            return List.of(Finding.ok("sizes", "not compared with the RAM, which is unknown on this system"));
        }
        Long gpuLimit = MachineFindings.isAppleSilicon(chip) ? now.gpuWiredLimitBytes() : null;
        List<Finding> findings = new ArrayList<>();
        Sized largest = null;
        for (Sized build : builds) {
            Finding tooLarge = tooLarge(build, ramBytes, gpuLimit);
            if (tooLarge != null) {
                findings.add(tooLarge);
            } else if (largest == null || build.bytes() > largest.bytes()) {
                largest = build;
            }
        }
        if (largest != null) {
            findings.add(fits(largest, ramBytes, now.availableBytes()));
        }
        return findings;
    }

    private record Sized(String name, long bytes) {
        String text() {
            return name + " (" + Sizes.text(bytes) + ")";
        }
    }

    private static List<Sized> sized(MatrixPlan plan) {
        List<Sized> builds = new ArrayList<>();
        for (PlannedLoad load : plan.builds()) {
            ModelEntry model = load.model();
            Long bytes = model == null ? null : model.sizeBytes();
            if (bytes != null) {
                builds.add(new Sized(load.pair().name() + " " + ModelFindings.build(load.variant()), bytes));
            }
        }
        return builds;
    }

    private static @Nullable Finding tooLarge(Sized build, long ramBytes, @Nullable Long gpuLimit) {
        long usable = ramBytes - MARGIN_BYTES;
        if (build.bytes() > usable) {
            return Finding.warning(
                    "sizes",
                    build.text() + " is too large for " + Sizes.text(ramBytes) + " of RAM, of which "
                            + Sizes.text(MARGIN_BYTES) + " stay for the rest",
                    SMALLER + ".");
        }
        if (gpuLimit == null) {
            return null;
        }
        String raise = SMALLER + ", or let the GPU have more: sudo sysctl iogpu.wired_limit_mb="
                + (Math.min(build.bytes() + MARGIN_BYTES, usable) / MIB);
        if (gpuLimit > 0) {
            return build.bytes() > gpuLimit
                    ? Finding.warning(
                            "sizes", build.text() + " is over the GPU's limit of " + Sizes.text(gpuLimit), raise)
                    : null;
        }
        return build.bytes() > ramBytes * DEFAULT_GPU_SHARE
                ? Finding.warning(
                        "sizes",
                        build.text() + " may be over the GPU's default limit, two thirds to 80 % of "
                                + Sizes.text(ramBytes),
                        raise)
                : null;
    }

    private static Finding fits(Sized largest, long ramBytes, @Nullable Long available) {
        if (available != null && largest.bytes() > available) {
            return Finding.warning(
                    "sizes",
                    largest.text() + " fits " + Sizes.text(ramBytes) + " of RAM, but only " + Sizes.text(available)
                            + " are available now",
                    "Close other programs.");
        }
        return Finding.ok("sizes", "largest that fits: " + largest.text() + " of " + Sizes.text(ramBytes) + " RAM");
    }
}

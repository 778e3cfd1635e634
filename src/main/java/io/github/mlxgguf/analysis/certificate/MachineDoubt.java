package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.record.Flag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the machine went through; it touches the builds unequally, and nobody knows which of them more. */
public record MachineDoubt(Flag flag, Grade cap) implements Doubt {
    /**
     * Short memory makes memory figures wrong, and another model takes memory, processor and GPU: C. What slows a machine down makes
     * times doubtful, what moves its memory makes baselines doubtful, and a late sampler may have missed peaks: B. Sleep is not
     * here, because what it touched counts nowhere; nor is what makes gaps between tokens doubtful, because no verdict rests on them.
     */
    private static final Map<Flag, Grade> CAPS = new EnumMap<>(Map.ofEntries(
            Map.entry(Flag.SWAP_GREW, Grade.C),
            Map.entry(Flag.PRESSURE, Grade.C),
            Map.entry(Flag.OTHER_MODEL_RESIDENT, Grade.C),
            Map.entry(Flag.LOW_MEMORY, Grade.B),
            Map.entry(Flag.THERMAL, Grade.B),
            Map.entry(Flag.ON_BATTERY, Grade.B),
            Map.entry(Flag.LOW_POWER_MODE, Grade.B),
            Map.entry(Flag.BACKGROUND_PRIORITY, Grade.B),
            Map.entry(Flag.BUSY_MACHINE, Grade.B),
            Map.entry(Flag.NOT_COOLED_DOWN, Grade.B),
            Map.entry(Flag.NOT_SETTLED, Grade.B),
            Map.entry(Flag.BASELINE_DRIFTED, Grade.B),
            Map.entry(Flag.ORPHAN_WORKERS, Grade.B),
            Map.entry(Flag.SAMPLER_LATE, Grade.B)));

    static List<Doubt> of(Set<String> sessionFlags, Set<String> pairFlags) {
        Set<String> seen = new HashSet<>(sessionFlags);
        seen.addAll(pairFlags);
        List<Doubt> doubts = new ArrayList<>();
        CAPS.forEach((flag, cap) -> {
            if (seen.contains(flag.id())) {
                doubts.add(new MachineDoubt(flag, cap));
            }
        });
        return doubts;
    }

    @Override
    public String id() {
        return flag.id();
    }

    @Override
    public String text() {
        return flag.meaning();
    }

    @Override
    public String remedy() {
        return flag.remedy();
    }
}

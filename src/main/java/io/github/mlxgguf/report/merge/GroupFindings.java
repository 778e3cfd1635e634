package io.github.mlxgguf.report.merge;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.merge.RunGroup;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A group of runs and what is concluded from all of its rounds. */
public record GroupFindings(RunGroup group, RunFindings findings) {
    /** What a reader knows it by, for example {@code 2 (M3 Max, 137 GB)}; the table of groups says the rest. */
    public String label() {
        HardwareProfile machine = group.runs().get(0).run().orElseThrow().hardwareProfile();
        String chip = machine.chip() == null ? machine.modelIdentifier() : machine.chip();
        String words = Stream.of(
                        chip == null ? null : chip.replaceFirst("^Apple ", ""),
                        machine.ramBytes() == null ? null : Numbers.bytes(machine.ramBytes()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return group.number() + " (" + (words.isEmpty() ? group.hardware() : words) + ")";
    }
}

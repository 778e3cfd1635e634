package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.trace.Side;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All records of one pair that count. */
public record PairEvidence(PairInfo info, SideEvidence baseline, SideEvidence candidate) {

    public static PairEvidence of(RunData data, PairInfo info) {
        return new PairEvidence(
                info, SideEvidence.of(data, info, Side.BASELINE), SideEvidence.of(data, info, Side.CANDIDATE));
    }

    public List<SideEvidence> sides() {
        return List.of(baseline, candidate);
    }

    /** Scenarios with measured generations, in the order in which they were met. */
    public Set<String> scenarios() {
        Set<String> scenarios = new LinkedHashSet<>();
        for (SideEvidence side : sides()) {
            side.generations().stream().map(GenerationBody::scenario).forEach(scenarios::add);
        }
        return scenarios;
    }

    /** Whether the pair is about two quantisations rather than two formats. */
    public boolean variesQuantization() {
        return info.varies().equals("quantization");
    }
}

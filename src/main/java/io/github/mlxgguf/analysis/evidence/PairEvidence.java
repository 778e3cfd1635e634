package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All records of one pair that count. */
public record PairEvidence(PairInfo info, SideEvidence baseline, SideEvidence candidate) {

    /** All pairs of a run, in the order of its run record; none without one. One way through the records, however many pairs there are. */
    public static List<PairEvidence> all(RunData data) {
        Map<String, List<Entry>> byPair = new HashMap<>();
        for (Entry entry : data.entries()) {
            String pair = pairOf(entry.body());
            if (pair != null) {
                byPair.computeIfAbsent(pair, any -> new ArrayList<>()).add(entry);
            }
        }
        return data.run().map(RunBody::pairs).orElse(List.of()).stream()
                .map(info ->
                        of(new RunData(data.folder(), byPair.getOrDefault(info.name(), List.of()), List.of()), info))
                .toList();
    }

    /** One pair alone. */
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

    /** The pair of the records that {@link SideEvidence} is made of; null for any other. */
    private static @Nullable String pairOf(Body body) {
        if (body instanceof GenerationBody generation) {
            return generation.pair();
        } else if (body instanceof LoadBody load) {
            return load.pair();
        } else if (body instanceof UnloadBody unload) {
            return unload.pair();
        }
        return body instanceof ScenarioBody cell ? cell.pair() : null;
    }
}

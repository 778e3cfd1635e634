package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.ScenarioFindings.Concurrency;
import io.github.mlxgguf.analysis.ScenarioFindings.Together;
import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several requests at once, load by load. */
final class ConcurrencyReader {
    private static final String SCENARIO = ScenarioId.CONCURRENCY.id();

    private ConcurrencyReader() {}

    static Concurrency read(PairEvidence pair) {
        List<Together> loads = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            for (Burst burst : Burst.of(side, Work.of(SCENARIO))) {
                loads.add(together(side, burst));
            }
        }
        return new Concurrency(loads, notes(loads));
    }

    private static Together together(SideEvidence side, Burst burst) {
        Optional<ScenarioBody> cell = side.cells().stream()
                .filter(ended -> ended.scenario().equals(SCENARIO)
                        && Long.valueOf(burst.loadSeq()).equals(ended.loadSeq())
                        && !ended.outcome().equals("broken")
                        && side.hasMemory(ended))
                .findFirst();
        return new Together(
                side.label(),
                burst.round(),
                burst.attempted(),
                burst.succeeded(),
                slots(side, burst),
                burst.tokensPerSecond(),
                burst.decodeTokensPerSecond(),
                burst.ttftSpreadMs(),
                cell.map(ended -> CellMemory.growth(ended, side, null)).orElse(null),
                cell.map(ended -> CellMemory.kept(ended, side, null)).orElse(null));
    }

    private static @Nullable Integer slots(SideEvidence side, Burst burst) {
        return side.load(burst.loadSeq())
                .map(LoadBody::effectiveConfig)
                .map(config -> config.parallel())
                .orElse(null);
    }

    /** One sentence with the slots of both builds, as soon as one of them had too few. */
    private static List<String> notes(List<Together> loads) {
        boolean anyWaited = loads.stream().anyMatch(load -> load.slots() != null && load.slots() < load.requests());
        if (!anyWaited) {
            return List.of();
        }
        Set<String> shares = new LinkedHashSet<>();
        for (Together load : loads) {
            shares.add(load.label() + " had "
                    + (load.slots() == null ? "an unknown number of slots" : Numbers.counted(load.slots(), "slot"))
                    + " for " + Numbers.counted(load.requests(), "request"));
        }
        return List.of("Requests waited for slots: " + String.join(", ", shares)
                + ". What waited is in the time to first text and in the total speed.");
    }
}

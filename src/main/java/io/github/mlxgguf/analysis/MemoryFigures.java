package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.MetricFinding;
import io.github.mlxgguf.metric.Headline;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The memory headline and the efficiency, scenario by scenario. */
final class MemoryFigures {
    /** The primary figure of memory. */
    static final String COMMITTED = MemoryField.COMMITTED.id();

    private MemoryFigures() {}

    static List<MetricFinding> of(PairEvidence pair, String scenario, Comparison comparison) {
        return List.of(
                comparison.compare(
                        Figure.HEADLINE_BYTES,
                        scenario,
                        values(pair.baseline(), scenario, MemoryFigures::headline),
                        values(pair.candidate(), scenario, MemoryFigures::headline),
                        null),
                comparison.compare(
                        Figure.EFFICIENCY,
                        scenario,
                        efficiencies(pair.baseline(), scenario),
                        efficiencies(pair.candidate(), scenario),
                        null));
    }

    /**
     * Unknown in every round if memory failed to grow in one: the machine itself changed under the run then, and a median of the
     * rounds that happen to be left would pass for one of them all.
     */
    private static SideValues efficiencies(SideEvidence side, String scenario) {
        boolean grew = side.cells().stream()
                .filter(cell -> cell.scenario().equals(scenario) && side.hasMemory(cell))
                .map(cell -> growth(cell, side))
                .filter(Objects::nonNull)
                .allMatch(growth -> growth > 0);
        return values(side, scenario, grew ? MemoryFigures::efficiency : (cell, unused) -> null);
    }

    private static SideValues values(
            SideEvidence side, String scenario, BiFunction<ScenarioBody, SideEvidence, @Nullable Double> field) {
        SideValues values = new SideValues();
        for (ScenarioBody cell : side.cells()) {
            Long loadSeq = cell.loadSeq();
            if (!cell.scenario().equals(scenario) || cell.outcome().equals("skipped")) {
                continue;
            }
            // An expectation that was missed (failed) leaves the memory figures as good as they were.
            if (loadSeq == null || cell.outcome().equals("broken") || !side.hasMemory(cell)) {
                values.failed();
            } else {
                values.succeeded(cell.round(), loadSeq, field.apply(cell, side));
            }
        }
        return values;
    }

    private static @Nullable Double headline(ScenarioBody cell, SideEvidence side) {
        @Nullable Long growth = growth(cell, side);
        return growth == null ? null : growth.doubleValue();
    }

    private static @Nullable Double efficiency(ScenarioBody cell, SideEvidence side) {
        return Headline.efficiency(side.sizeBytes().orElse(null), growth(cell, side));
    }

    private static @Nullable Long growth(ScenarioBody cell, SideEvidence side) {
        @Nullable
        Long baseline = Optional.ofNullable(cell.loadSeq())
                .flatMap(side::load)
                .map(LoadBody::memoryBefore)
                .map(memory -> memory.metrics().get(COMMITTED))
                .map(MemoryStat::medianBytes)
                .orElse(null);
        return Headline.growthBytes(baseline, committedPeak(cell, Phase.PREFILL), committedPeak(cell, Phase.DECODE));
    }

    private static @Nullable Long committedPeak(ScenarioBody cell, Phase phase) {
        return cell.memory().stream()
                .filter(memory -> memory.phase().equals(phase.id()))
                .map(memory -> memory.metrics().get(COMMITTED))
                .filter(Objects::nonNull)
                .map(MemoryStat::peakBytes)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }
}

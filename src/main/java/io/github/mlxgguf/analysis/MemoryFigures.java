package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.WithheldReason;
import io.github.mlxgguf.metric.Headline;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The memory headline and the efficiency of a scenario, and what memory it leaves behind. */
final class MemoryFigures {
    private MemoryFigures() {}

    /** One row each for the scenario, whatever prompts it asks: the peak is that of all of them. */
    static List<MetricFinding> of(PairEvidence pair, String scenario, Comparison comparison) {
        return List.of(
                headline(pair, Work.of(scenario), comparison),
                comparison.compare(
                        Figure.EFFICIENCY,
                        Work.of(scenario),
                        efficiencies(pair.baseline(), scenario),
                        efficiencies(pair.candidate(), scenario),
                        null));
    }

    /** The headline of a scenario, or of one prompt whose memory was followed generation by generation. */
    static MetricFinding headline(PairEvidence pair, Work work, Comparison comparison) {
        return comparison.compare(
                Figure.HEADLINE_BYTES, work, growth(pair.baseline(), work), growth(pair.candidate(), work), null);
    }

    /** What of the memory does not come back once the answers are in. */
    static MetricFinding kept(PairEvidence pair, Work work, Comparison comparison) {
        return comparison.compare(
                Figure.KEPT_BYTES,
                work,
                kept(pair.baseline(), work),
                kept(pair.candidate(), work),
                new WithheldReason.MayBeNothing());
    }

    private static SideValues growth(SideEvidence side, Work work) {
        return values(side, work, cell -> asDouble(CellMemory.growth(cell, side, work.prompt())));
    }

    private static SideValues kept(SideEvidence side, Work work) {
        return values(side, work, cell -> asDouble(CellMemory.kept(cell, side, work.prompt())));
    }

    /**
     * Unknown in every round if memory failed to grow in one: the machine itself changed under the run then, and a median of the
     * rounds that happen to be left would pass for one of them all.
     */
    private static SideValues efficiencies(SideEvidence side, String scenario) {
        boolean grew = side.cells().stream()
                .filter(cell -> cell.scenario().equals(scenario) && side.hasMemory(cell))
                .map(cell -> CellMemory.growth(cell, side, null))
                .filter(Objects::nonNull)
                .allMatch(growth -> growth > 0);
        return values(
                side,
                Work.of(scenario),
                cell -> grew
                        ? Headline.efficiency(side.sizeBytes().orElse(null), CellMemory.growth(cell, side, null))
                        : null);
    }

    private static SideValues values(SideEvidence side, Work work, Function<ScenarioBody, @Nullable Double> field) {
        SideValues values = new SideValues();
        for (ScenarioBody cell : side.cells()) {
            Long loadSeq = cell.loadSeq();
            if (!cell.scenario().equals(work.scenario()) || cell.outcome().equals("skipped")) {
                continue;
            }
            // An expectation that was missed (failed) leaves the memory figures as good as they were.
            if (loadSeq == null || cell.outcome().equals("broken") || !side.hasMemory(cell)) {
                values.failed();
            } else {
                values.succeeded(cell.round(), loadSeq, field.apply(cell));
            }
        }
        return values;
    }

    private static @Nullable Double asDouble(@Nullable Long bytes) {
        return bytes == null ? null : (Double) bytes.doubleValue();
    }
}

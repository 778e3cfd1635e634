package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.metric.Headline;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import io.github.mlxgguf.trace.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Committed memory of one cell, or of one prompt in it, against the memory around its load. */
public final class CellMemory {
    /** The sample field that ranks. */
    public static final String COMMITTED = MemoryField.COMMITTED.id();

    private CellMemory() {}

    /** Peak over prefill and decode minus the median before the load, in bytes; null where either is unknown. */
    public static @Nullable Long growth(ScenarioBody cell, SideEvidence side, @Nullable String prompt) {
        return Headline.growthBytes(
                around(cell, side, LoadBody::memoryBefore),
                peak(cell, prompt, Phase.PREFILL),
                peak(cell, prompt, Phase.DECODE));
    }

    /** Median after the answers minus the median right after the load, in bytes; null where either is unknown. */
    public static @Nullable Long kept(ScenarioBody cell, SideEvidence side, @Nullable String prompt) {
        @Nullable Long loaded = around(cell, side, LoadBody::memoryAfter);
        @Nullable
        Long after = Median.ofLongs(
                stats(cell, prompt, Phase.AFTER).map(MemoryStat::medianBytes).toList());
        return loaded == null || after == null ? null : (Long) (after - loaded);
    }

    private static @Nullable Long peak(ScenarioBody cell, @Nullable String prompt, Phase phase) {
        return stats(cell, prompt, phase)
                .map(MemoryStat::peakBytes)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }

    private static Stream<MemoryStat> stats(ScenarioBody cell, @Nullable String prompt, Phase phase) {
        Stream<List<PhaseMemory>> all = prompt == null
                ? Stream.of(cell.memory())
                : cell.memoryPoints().stream()
                        .filter(point -> point.prompt().equals(prompt))
                        .map(MemoryPoint::memory);
        return all.flatMap(List::stream)
                .filter(memory -> memory.phase().equals(phase.id()))
                .map(memory -> memory.metrics().get(COMMITTED))
                .filter(Objects::nonNull);
    }

    private static @Nullable Long around(ScenarioBody cell, SideEvidence side, Moment moment) {
        return Optional.ofNullable(cell.loadSeq())
                .flatMap(side::load)
                .map(moment::of)
                .map(memory -> memory.metrics().get(COMMITTED))
                .map(MemoryStat::medianBytes)
                .orElse(null);
    }

    /** Before a load or after it. */
    private interface Moment {
        @Nullable
        PhaseMemory of(LoadBody load);
    }
}

package io.github.mlxgguf.analysis.plausibility;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.plausibility.Implausibility.Build;
import io.github.mlxgguf.analysis.plausibility.Implausibility.GrowthBelowWorker;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the whole system grew by at least what the worker alone took. */
final class GrowthCheck {
    /** The two are read one after the other, and pages that processes share are counted differently. */
    static final double LEAST_SHARE_OF_WORKER = 0.9;

    private static final List<String> ANSWERING = List.of(Phase.PREFILL.id(), Phase.DECODE.id());

    private GrowthCheck() {}

    /** At most one finding, of the cell where most is missing. Silent where memory was paged out: that is missing rightly. */
    static Optional<Implausibility> of(SideEvidence side, Build build) {
        if (side.machineFlags().contains(Flag.SWAP_GREW.id())) {
            return Optional.empty();
        }
        return side.cells().stream()
                .filter(side::hasMemory)
                .flatMap(cell -> of(side, build, cell).stream())
                .filter(found -> found.growthBytes() < LEAST_SHARE_OF_WORKER * found.workerBytes())
                .max(Comparator.comparingLong(found -> found.workerBytes() - found.growthBytes()))
                .map(found -> found);
    }

    private static Optional<GrowthBelowWorker> of(SideEvidence side, Build build, ScenarioBody cell) {
        Long growth = CellMemory.growth(cell, side, null);
        Long worker = workerGrowth(side, cell);
        return growth == null || worker == null
                ? Optional.empty()
                : Optional.of(new GrowthBelowWorker(build, cell.scenario(), cell.round(), growth, worker));
    }

    /** Its largest median while it answered; a worker that was not there before the load is new, and all of it is growth. */
    private static @Nullable Long workerGrowth(SideEvidence side, ScenarioBody cell) {
        MemoryField field =
                reads(cell, MemoryField.WORKER_ANON) ? MemoryField.WORKER_ANON : MemoryField.WORKER_FOOTPRINT;
        Long most = cell.memory().stream()
                .filter(phase -> ANSWERING.contains(phase.phase()))
                .map(phase -> median(phase, field))
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        Long before = Optional.ofNullable(cell.loadSeq())
                .flatMap(side::load)
                .map(LoadBody::memoryBefore)
                .map(phase -> median(phase, field))
                .orElse(0L);
        return most == null ? null : (Long) (most - before);
    }

    private static boolean reads(ScenarioBody cell, MemoryField field) {
        return cell.memory().stream().anyMatch(phase -> median(phase, field) != null);
    }

    private static @Nullable Long median(PhaseMemory phase, MemoryField field) {
        MemoryStat stat = phase.metrics().get(field.id());
        return stat == null ? null : (Long) stat.medianBytes();
    }
}

package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.LedgerRow;
import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.UnloadBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the memory of each good load went: the machine before it, the weights, and a rest that nothing here explains. */
final class LedgerRows {
    private LedgerRows() {}

    static List<LedgerRow> of(PairEvidence pair) {
        List<LedgerRow> rows = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            side.loads().stream()
                    .filter(SideEvidence.Load::isUsable)
                    .map(load -> row(side, load))
                    .filter(row -> row.baselineBytes() != null)
                    .forEach(rows::add);
        }
        rows.sort(Comparator.comparingInt(LedgerRow::round));
        return rows;
    }

    private static LedgerRow row(SideEvidence side, SideEvidence.Load load) {
        LoadBody body = load.body();
        Long baseline = committedMedian(body.memoryBefore());
        Long loaded = committedMedian(body.memoryAfter());
        Long peakGrowth = peakGrowth(side, load.seq());
        UnloadBody unload = side.unloads().stream()
                .filter(candidate -> candidate.loadSeq() == load.seq())
                .findFirst()
                .orElse(null);
        return new LedgerRow(
                body.pair(),
                side.label(),
                body.round(),
                body.scenario(),
                baseline,
                body.sizeBytes(),
                minus(minus(loaded, baseline), body.sizeBytes()),
                loaded,
                minus(peakGrowth, body.sizeBytes()),
                baseline == null || peakGrowth == null ? null : (Long) (baseline + peakGrowth),
                unload == null ? null : unload.reclaimedBytes(),
                unload == null ? null : unload.settleSeconds(),
                unload != null && unload.flags().contains(Flag.NOT_SETTLED.id()));
    }

    /** The highest of all scenarios on this load. */
    private static @Nullable Long peakGrowth(SideEvidence side, long loadSeq) {
        return side.cells().stream()
                .filter(cell -> Objects.equals(cell.loadSeq(), loadSeq) && side.hasMemory(cell))
                .map(cell -> CellMemory.growth(cell, side, null))
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }

    private static @Nullable Long minus(@Nullable Long from, @Nullable Long bytes) {
        return from == null || bytes == null ? null : (Long) (from - bytes);
    }

    private static @Nullable Long committedMedian(@Nullable PhaseMemory memory) {
        MemoryStat committed = memory == null ? null : memory.metrics().get(CellMemory.COMMITTED);
        return committed == null ? null : committed.medianBytes();
    }
}

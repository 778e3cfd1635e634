package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.LoadRow;
import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.Flags;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.UnloadBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loads of a pair, round by round, each with its unload. */
final class LoadRows {
    private LoadRows() {}

    static List<LoadRow> of(PairEvidence pair) {
        List<LoadRow> rows = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            for (SideEvidence.Load load : side.loads()) {
                rows.add(row(side, load));
            }
        }
        rows.sort(Comparator.comparingInt(LoadRow::round));
        return rows;
    }

    private static LoadRow row(SideEvidence side, SideEvidence.Load load) {
        LoadBody body = load.body();
        @Nullable
        UnloadBody unload = side.unloads().stream()
                .filter(candidate -> candidate.loadSeq() == load.seq())
                .findFirst()
                .orElse(null);
        return new LoadRow(
                body.pair(),
                side.label(),
                body.round(),
                body.scenario(),
                body.firstLoad(),
                body.via(),
                body.loadSeconds(),
                body.serverLoadSeconds(),
                body.sizeBytes(),
                body.effectiveConfig().contextLength(),
                body.effectiveConfig().parallel(),
                body.identity().verifiedBy(),
                growth(body),
                unload == null ? null : unload.seconds(),
                unload == null ? null : unload.reclaimedBytes(),
                unload == null ? null : unload.settleSeconds(),
                !load.succeeded(),
                Flags.isVoid(body.flags()));
    }

    private static @Nullable Long growth(LoadBody load) {
        @Nullable Long before = committedMedian(load.memoryBefore());
        @Nullable Long after = committedMedian(load.memoryAfter());
        return before == null || after == null ? null : after - before;
    }

    private static @Nullable Long committedMedian(@Nullable PhaseMemory memory) {
        MemoryStat committed = memory == null ? null : memory.metrics().get(CellMemory.COMMITTED);
        return committed == null ? null : committed.medianBytes();
    }
}

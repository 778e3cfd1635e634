package io.github.mlxgguf.analysis.plausibility;

import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.plausibility.Implausibility.Build;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Format;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the process that was watched can be the one that holds the model. */
final class WorkerCheck {
    /** Parts of a file that no engine keeps, such as its vocabulary as text, are far less than the rest of this. */
    static final double LEAST_SHARE_OF_WEIGHTS = 0.9;

    private WorkerCheck() {}

    /**
     * At most one finding. Silent wherever weights may be where the process does not show them: mapped from a file on macOS, on a
     * graphics card elsewhere, or paged out.
     */
    static Optional<Implausibility> of(SideEvidence side, Build build, @Nullable String serverKind) {
        if (side.machineFlags().contains(Flag.SWAP_GREW.id())) {
            return Optional.empty();
        }
        Optional<Long> size = side.sizeBytes();
        Optional<Long> peak = phases(side)
                .map(phase -> worker(phase, side.variant().format(), serverKind))
                .filter(Objects::nonNull)
                .max(Long::compare);
        if (size.isEmpty() || peak.isEmpty() || peak.get() >= LEAST_SHARE_OF_WEIGHTS * size.get()) {
            return Optional.empty();
        }
        return Optional.of(new Implausibility.WorkerTooSmall(build, peak.get(), size.get()));
    }

    private static Stream<PhaseMemory> phases(SideEvidence side) {
        return Stream.concat(
                side.loads().stream()
                        .filter(SideEvidence.Load::isUsable)
                        .map(SideEvidence.Load::body)
                        .map(LoadBody::memoryAfter)
                        .filter(Objects::nonNull),
                side.cells().stream().map(ScenarioBody::memory).flatMap(List::stream));
    }

    /** All that the process can hold at once in a phase, or null where that is unknown. */
    private static @Nullable Long worker(PhaseMemory phase, String format, @Nullable String serverKind) {
        Long anonymous = peak(phase, MemoryField.WORKER_ANON);
        Long file = peak(phase, MemoryField.WORKER_FILE);
        if (anonymous != null && file != null) {
            // Linux. The own servers compute on the processor; another one may hold the weights on a graphics card.
            return serverKind != null && ServerIds.OWN.contains(serverKind) ? (Long) (anonymous + file) : null;
        }
        // The footprint leaves out mapped weights, which MLX never has.
        return format.equals(Format.MLX.id()) ? peak(phase, MemoryField.WORKER_FOOTPRINT) : null;
    }

    private static @Nullable Long peak(PhaseMemory phase, MemoryField field) {
        MemoryStat stat = phase.metrics().get(field.id());
        return stat == null ? null : stat.peakBytes();
    }
}

package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import io.github.mlxgguf.trace.PhaseInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stretches around those generations of a cell whose memory is followed one by one. */
final class MemoryPoints {
    /** What a course of memory is judged by; the rest is in the samples. */
    private static final Set<String> FIELDS =
            Set.of(MemoryField.COMMITTED.id(), MemoryField.WORKER_FOOTPRINT.id(), MemoryField.WORKER_ANON.id());

    private final List<MemoryPoint> points = new ArrayList<>();
    private @Nullable Around last;

    private record Around(Prompt prompt, int iteration, List<PhaseInterval> stretches) {}

    /** A generation has ended; whether it is followed shows next. */
    void measured(Prompt prompt, int iteration, List<PhaseInterval> stretches) {
        last = new Around(prompt, iteration, stretches);
    }

    /** Memory was watched after that generation; it is summed up now, since the samples at hand do not reach back for hours. */
    void followed(PhaseInterval after, MemoryBooks books) {
        Around around = last;
        if (around == null) {
            throw new IllegalStateException("there is no measured generation to follow");
        }
        List<PhaseInterval> stretches = new ArrayList<>(around.stretches());
        stretches.add(after);
        points.add(new MemoryPoint(
                around.prompt().id(),
                around.iteration(),
                books.byPhase(stretches).stream().map(MemoryPoints::reduced).toList()));
        last = null;
    }

    List<MemoryPoint> all() {
        return List.copyOf(points);
    }

    private static PhaseMemory reduced(PhaseMemory memory) {
        Map<String, MemoryStat> metrics = memory.metrics().entrySet().stream()
                .filter(entry -> FIELDS.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new PhaseMemory(memory.phase(), memory.startNs(), memory.endNs(), metrics);
    }
}

package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.metric.Growth;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.metric.Throttling;
import io.github.mlxgguf.record.CellValidity;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.trace.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The measured generations of one cell, one after the other, and what is unusual about their course, prompt by prompt. */
final class CellCourses {
    private final MemoryBooks.History history;
    private final List<GenerationBody> measured = new ArrayList<>();

    CellCourses(MemoryBooks.History history) {
        this.history = history;
    }

    /** Takes a generation; warm-ups, failures and void ones are no part of a course. */
    void note(GenerationBody generation) {
        if (generation.role().equals(Role.MEASURED.id())
                && generation.failure() == null
                && !CellValidity.isVoid(generation.flags())) {
            measured.add(generation);
        }
    }

    /** The cell is over: tells, and forgets its generations. */
    List<Anomaly> ended() {
        Map<String, List<GenerationBody>> byPrompt = new LinkedHashMap<>();
        for (GenerationBody generation : measured) {
            if (isAlone(generation)) {
                byPrompt.computeIfAbsent(generation.prompt().id(), unused -> new ArrayList<>())
                        .add(generation);
            }
        }
        measured.clear();
        List<Anomaly> found = new ArrayList<>();
        for (List<GenerationBody> course : byPrompt.values()) {
            Growth.of(memory(course)).ifPresent(found::add);
            Throttling.of(speeds(course)).ifPresent(found::add);
        }
        return found;
    }

    /** Requests at once share the machine, so each is as fast and as large as the others let it be. */
    private boolean isAlone(GenerationBody generation) {
        return measured.stream()
                        .filter(other -> other.startNs() < generation.endNs() && generation.startNs() < other.endNs())
                        .count()
                == 1; // itself
    }

    private List<Growth.Reading> memory(List<GenerationBody> course) {
        List<Growth.Reading> readings = new ArrayList<>();
        for (GenerationBody generation : course) {
            Long bytes = workerBytes(generation);
            if (bytes != null) {
                readings.add(new Growth.Reading(generation.startNs(), generation.endNs(), bytes));
            }
        }
        return readings;
    }

    private @Nullable Long workerBytes(GenerationBody generation) {
        Long footprint = median(generation, MemoryField.WORKER_FOOTPRINT);
        return footprint == null ? median(generation, MemoryField.WORKER_ANON) : footprint;
    }

    private @Nullable Long median(GenerationBody generation, MemoryField field) {
        return Median.ofLongs(history.between(generation.startNs(), generation.endNs()).stream()
                .map(field::in)
                .filter(Objects::nonNull)
                .toList());
    }

    private static List<Throttling.Speed> speeds(List<GenerationBody> course) {
        List<Throttling.Speed> speeds = new ArrayList<>();
        for (GenerationBody generation : course) {
            Double rate = generation.decodeTokensPerSecond();
            Long tokens = generation.outputTokens();
            if (rate != null && tokens != null) {
                speeds.add(new Throttling.Speed(generation.startNs(), generation.endNs(), tokens, rate));
            }
        }
        return speeds;
    }
}

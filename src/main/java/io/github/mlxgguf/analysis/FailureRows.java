package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.FailureRow;
import io.github.mlxgguf.analysis.evidence.Flags;
import io.github.mlxgguf.analysis.text.Labels;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What did not work; a failed generation and the cell that it broke are one row. */
final class FailureRows {
    /** The kind of a row about measurements that count nowhere although nothing failed. */
    static final String VOID = "void";

    private FailureRows() {}

    static List<FailureRow> of(RunBody run, RunData data) {
        Map<Cause, Set<String>> causes = new LinkedHashMap<>();
        Set<String> severalPrompts = withSeveralPrompts(data);
        for (RunData.Entry entry : data.entries()) {
            add(run, causes, severalPrompts, entry.body());
        }
        List<FailureRow> rows = new ArrayList<>();
        causes.forEach((cause, places) -> rows.add(new FailureRow(
                cause.pair(),
                cause.label(),
                cause.round(),
                String.join(", ", withoutWholes(places)),
                cause.failure().kind(),
                cause.failure().message())));
        return rows;
    }

    /** A cell that fails with one of its generations is named by that one. */
    private static List<String> withoutWholes(Set<String> places) {
        return places.stream()
                .filter(place -> places.stream().noneMatch(other -> other.startsWith(place + " ")))
                .toList();
    }

    /** Scenarios whose iterations count anew with every prompt, so that an iteration alone names no generation. */
    private static Set<String> withSeveralPrompts(RunData data) {
        Map<String, Set<String>> prompts = new LinkedHashMap<>();
        for (GenerationBody generation : data.bodies(GenerationBody.class)) {
            if (generation.role().equals(Role.MEASURED.id())) {
                prompts.computeIfAbsent(generation.scenario(), unused -> new LinkedHashSet<>())
                        .add(generation.prompt().id());
            }
        }
        prompts.values().removeIf(ids -> ids.size() < 2);
        return prompts.keySet();
    }

    private static void add(RunBody run, Map<Cause, Set<String>> causes, Set<String> severalPrompts, Body body) {
        if (body instanceof LoadBody load && Flags.counts(load.flags())) {
            add(
                    run,
                    causes,
                    load.pair(),
                    load.variant(),
                    load.round(),
                    failureOrVoid(load.failure(), load.flags()),
                    "load");
        } else if (body instanceof GenerationBody generation && Flags.counts(generation.flags())) {
            String what = generation.scenario() + " "
                    + (severalPrompts.contains(generation.scenario())
                            ? generation.prompt().id() + " "
                            : "")
                    + generation.role() + " " + generation.iteration();
            add(
                    run,
                    causes,
                    generation.pair(),
                    generation.variant(),
                    generation.round(),
                    failureOrVoid(generation),
                    what);
        } else if (body instanceof ScenarioBody cell && Flags.counts(cell.flags())) {
            add(
                    run,
                    causes,
                    cell.pair(),
                    cell.variant(),
                    cell.round(),
                    failureOrVoid(cell.failure(), cell.flags()),
                    cell.scenario());
        } else if (body instanceof UnloadBody unload && Flags.counts(unload.flags())) {
            add(
                    run,
                    causes,
                    unload.pair(),
                    unload.variant(),
                    unload.round(),
                    failureOrVoid(unload.failure(), unload.flags()),
                    "unload");
        }
    }

    private static @Nullable FailureInfo failureOrVoid(GenerationBody generation) {
        boolean measured = generation.role().equals(Role.MEASURED.id());
        return measured ? failureOrVoid(generation.failure(), generation.flags()) : generation.failure();
    }

    private static @Nullable FailureInfo failureOrVoid(@Nullable FailureInfo failure, List<String> flags) {
        if (failure != null || !Flags.isVoid(flags)) {
            return failure;
        }
        return new FailureInfo(
                VOID,
                flags.stream()
                        .filter(flag -> Flags.isVoid(List.of(flag)))
                        .flatMap(id -> Flag.fromId(id).stream())
                        .map(Flag::meaning)
                        .collect(Collectors.joining(" ")));
    }

    private static void add(
            RunBody run,
            Map<Cause, Set<String>> causes,
            String pair,
            String variant,
            int round,
            @Nullable FailureInfo failure,
            String what) {
        if (failure != null) {
            causes.computeIfAbsent(
                            new Cause(pair, Labels.of(run, pair, variant), round, failure),
                            unused -> new LinkedHashSet<>())
                    .add(what);
        }
    }

    private record Cause(String pair, String label, int round, FailureInfo failure) {}
}

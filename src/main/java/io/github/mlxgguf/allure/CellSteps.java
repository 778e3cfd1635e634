package io.github.mlxgguf.allure;

import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Phase;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cell's records as steps: its load, its generations with prefill and decode, and the quiet phases around them. */
final class CellSteps {
    private static final double NS_PER_MS = 1e6;
    /** Of the cell itself; prefill and decode are shown within each generation, and the load's phases around the load. */
    private static final Map<String, String> QUIET =
            Map.of(Phase.IDLE.id(), "resident, idle", Phase.AFTER.id(), "after answers");

    private static final Map<MemoryField, String> MEMORY = Map.of(
            MemoryField.COMMITTED, "committed memory",
            MemoryField.WORKER_FOOTPRINT, "worker footprint",
            MemoryField.WORKER_ANON, "worker anonymous memory",
            MemoryField.SWAP_USED, "swap used");

    /** Wall-clock time at which the session's clock was 0. */
    private final Instant clockStart;

    private CellSteps(Instant clockStart) {
        this.clockStart = clockStart;
    }

    /** The steps by their start; none where no record tells the time of day. */
    static List<StepResult> of(List<RunData.Entry> records) {
        Optional<Instant> clockStart = records.isEmpty()
                ? Optional.empty()
                : records.get(records.size() - 1).envelope().clockStart();
        return clockStart
                .map(start -> new CellSteps(start)
                        .steps(records.stream().map(RunData.Entry::body).toList()))
                .orElse(List.of());
    }

    private List<StepResult> steps(List<Body> bodies) {
        List<StepResult> steps = new ArrayList<>();
        for (Body body : bodies) {
            if (body instanceof LoadBody load) {
                phase(load.memoryBefore(), "baseline before the load").ifPresent(steps::add);
                steps.add(load(load));
                phase(load.memoryAfter(), "right after the load").ifPresent(steps::add);
            } else if (body instanceof GenerationBody generation) {
                steps.add(generation(generation));
            } else if (body instanceof ScenarioBody cell) {
                cell.memory().stream()
                        .filter(phase -> QUIET.containsKey(phase.phase()))
                        .forEach(phase -> phase(phase, QUIET.getOrDefault(phase.phase(), phase.phase()))
                                .ifPresent(steps::add));
            }
        }
        steps.sort(Comparator.comparing(StepResult::getStart));
        return steps;
    }

    private StepResult load(LoadBody load) {
        StepResult step = step(StepText.of(load), load.startNs(), load.endNs(), load.failure());
        figure(step, "load time", load.loadSeconds(), "s");
        figure(step, "load time by the server", load.serverLoadSeconds(), "s");
        figure(step, "cool-down before it", load.cooldownSeconds(), "s");
        return step;
    }

    private StepResult generation(GenerationBody generation) {
        StepResult step = step(StepText.of(generation), generation.startNs(), generation.endNs(), generation.failure());
        figure(step, "TTFT", generation.ttftMs(), "ms");
        figure(step, "prefill", generation.prefillTokensPerSecond(), "tokens/s");
        figure(step, "decode", generation.decodeTokensPerSecond(), "tokens/s");
        figure(step, "end to end", generation.e2eMs(), "ms");
        count(step, "prompt", generation.inputTokens());
        count(step, "answer", generation.outputTokens());
        figure(step, "energy", generation.energyJ(), "J");
        Double ttftMs = generation.ttftMs();
        if (ttftMs != null) {
            long firstText = Math.min(generation.endNs(), generation.startNs() + Math.round(ttftMs * NS_PER_MS));
            step.getSteps().add(step("prefill: " + Figures.of(ttftMs, "ms"), generation.startNs(), firstText, null));
            step.getSteps()
                    .add(step(
                            "decode: " + Figures.of((generation.endNs() - firstText) / NS_PER_MS, "ms"),
                            firstText,
                            generation.endNs(),
                            null));
        }
        return step;
    }

    private Optional<StepResult> phase(@Nullable PhaseMemory phase, String name) {
        if (phase == null) {
            return Optional.empty();
        }
        StepResult step = step(name, phase.startNs(), phase.endNs(), null);
        for (MemoryField field : MemoryField.values()) {
            MemoryStat stat = phase.metrics().get(field.id());
            String called = MEMORY.get(field);
            if (stat != null && called != null) {
                parameter(step, called, Figures.memory(stat));
            }
        }
        return Optional.of(step);
    }

    private StepResult step(String name, long startNs, long endNs, @Nullable FailureInfo failure) {
        StepResult step = new StepResult()
                .setName(name)
                .setStatus(failure == null ? Status.PASSED : Status.BROKEN)
                .setStage(Stage.FINISHED)
                .setStart(wallMs(startNs))
                .setStop(wallMs(endNs));
        if (failure != null) {
            step.setStatusDetails(new StatusDetails().setMessage(failure.message()));
        }
        return step;
    }

    private long wallMs(long atNs) {
        return clockStart.plusNanos(atNs).toEpochMilli();
    }

    private static void figure(StepResult step, String name, @Nullable Double value, String unit) {
        if (value != null) {
            parameter(step, name, Figures.of(value, unit));
        }
    }

    private static void count(StepResult step, String name, @Nullable Long tokens) {
        if (tokens != null) {
            parameter(step, name, tokens + " tokens");
        }
    }

    private static void parameter(StepResult step, String name, String value) {
        step.getParameters().add(new Parameter().setName(name).setValue(value));
    }
}

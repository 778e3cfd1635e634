package io.github.mlxgguf.report.timeline;

import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.metric.AnomalyKind;
import io.github.mlxgguf.metric.Headline;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.report.timeline.Regions.Cell;
import io.github.mlxgguf.report.timeline.Regions.Mark;
import io.github.mlxgguf.report.timeline.Regions.PhaseSpan;
import io.github.mlxgguf.report.timeline.Regions.Resident;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.Role;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects stretches of time from records as they come, in the order of the file. */
final class RegionCollector {
    /** More phases than this are not kept: nobody can tell them apart, and the page has a size to keep. */
    static final int MAX_PHASES = 20_000;
    /** More marks than this are not kept: something that happens all the time is no anomaly. */
    static final int MAX_MARKS = 2_000;

    private static final double NS_PER_MS = 1e6;

    private record CellId(int session, String pair, String variant, String scenario, int round) {}

    private record OpenLoad(int session, LoadBody load) {}

    private final SessionAxis axis;
    private final Map<String, String> labels = new HashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<Resident> residents = new ArrayList<>();
    private final List<PhaseSpan> phases = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<CellId, List<Double>> rates = new HashMap<>();
    private final Map<CellId, Integer> counts = new HashMap<>();
    private final Map<CellId, Long> answers = new HashMap<>();
    private final Map<Long, @Nullable Long> baselines = new HashMap<>();
    private final Map<Long, OpenLoad> openLoads = new LinkedHashMap<>();
    private int leftOut;

    RegionCollector(SessionAxis axis) {
        this.axis = axis;
    }

    void run(RunBody run) {
        run.pairs().forEach(pair -> {
            labels.put(key(pair.name(), Side.BASELINE.id()), pair.baseline().label());
            labels.put(key(pair.name(), Side.CANDIDATE.id()), pair.candidate().label());
        });
    }

    void phases(int session, List<PhaseMemory> memory) {
        memory.forEach(phase -> phase(session, phase, null));
    }

    void load(int session, long seq, LoadBody load) {
        phase(session, "loading", load.variant(), load.startNs(), load.endNs());
        phase(session, load.memoryBefore(), load.variant());
        phase(session, load.memoryAfter(), load.variant());
        baselines.put(seq, median(load.memoryBefore()));
        if (load.failure() == null) {
            openLoads.put(seq, new OpenLoad(session, load));
        }
    }

    void unload(int session, UnloadBody unload) {
        phase(session, "unloading", unload.variant(), unload.startNs(), unload.endNs());
        phase(session, unload.memory(), unload.variant());
        OpenLoad open = openLoads.get(unload.loadSeq());
        // An unload that failed leaves the model resident.
        if (open != null && unload.failure() == null) {
            openLoads.remove(unload.loadSeq());
            residents.add(resident(open, ms(session, unload.startNs()), false));
        }
    }

    void generation(int session, GenerationBody generation) {
        Double ttft = generation.ttftMs();
        long firstText = ttft == null
                ? generation.endNs()
                : Math.min(generation.endNs(), generation.startNs() + Math.round(ttft * NS_PER_MS));
        phase(session, Phase.PREFILL.id(), generation.variant(), generation.startNs(), firstText);
        if (firstText < generation.endNs()) {
            phase(session, Phase.DECODE.id(), generation.variant(), firstText, generation.endNs());
        }
        CellId cell =
                new CellId(session, generation.pair(), generation.variant(), generation.scenario(), generation.round());
        answers.merge(cell, generation.endNs(), Math::max);
        if (generation.role().equals(Role.MEASURED.id()) && generation.failure() == null) {
            counts.merge(cell, 1, Integer::sum);
            Double rate = generation.decodeTokensPerSecond();
            if (rate != null) {
                rates.computeIfAbsent(cell, any -> new ArrayList<>()).add(rate);
            }
        }
    }

    void scenario(int session, ScenarioBody scenario) {
        CellId id = new CellId(session, scenario.pair(), scenario.variant(), scenario.scenario(), scenario.round());
        Long loadSeq = scenario.loadSeq();
        Long baseline = loadSeq == null ? null : baselines.get(loadSeq);
        MemoryStat prefill = committed(phaseOf(scenario, Phase.PREFILL));
        MemoryStat decode = committed(phaseOf(scenario, Phase.DECODE));
        List<Double> measured = rates.remove(id);
        Integer count = counts.remove(id);
        Long lastAnswer = answers.remove(id);
        // What a record sums up over several pauses is drawn for the last of them: the others lie between generations.
        scenario.memory().stream()
                .filter(phase -> !phase.phase().equals(Phase.PREFILL.id())
                        && !phase.phase().equals(Phase.DECODE.id()))
                .forEach(phase -> phaseAfter(
                        lastAnswer == null ? phase.startNs() : lastAnswer, session, phase, scenario.variant()));
        cells.add(new Cell(
                scenario.pair(),
                label(scenario.pair(), scenario.variant()),
                scenario.variant(),
                scenario.scenario(),
                scenario.round(),
                scenario.outcome(),
                scenario.reason(),
                ms(session, scenario.startNs()),
                ms(session, scenario.endNs()),
                baseline == null || decode == null ? null : decode.medianBytes() - baseline,
                Headline.growthBytes(
                        baseline,
                        prefill == null ? null : prefill.peakBytes(),
                        decode == null ? null : decode.peakBytes()),
                measured == null ? null : Median.of(measured),
                count == null ? 0 : count,
                scenario.flags()));
    }

    void anomaly(int session, AnomalyBody anomaly) {
        String where = Stream.of(
                        anomaly.pair(),
                        anomaly.pair() == null || anomaly.variant() == null
                                ? anomaly.variant()
                                : label(anomaly.pair(), anomaly.variant()),
                        anomaly.scenario(),
                        anomaly.round() == null ? null : "round " + anomaly.round())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        String unit = Arrays.stream(AnomalyKind.values())
                .filter(kind -> kind.id().equals(anomaly.anomaly()))
                .map(AnomalyKind::unit)
                .findFirst()
                .orElse("");
        mark(
                anomaly.anomaly(),
                where,
                session,
                anomaly.startNs(),
                anomaly.endNs(),
                anomaly.value(),
                unit,
                anomaly.text());
    }

    void anomaly(int session, Anomaly anomaly) {
        AnomalyKind kind = anomaly.kind();
        mark(kind.id(), "", session, anomaly.startNs(), anomaly.endNs(), anomaly.value(), kind.unit(), anomaly.text());
    }

    /** What is known so far; a model that is still resident is so until the last thing that was seen of its session. */
    Regions regions() {
        List<Resident> all = new ArrayList<>(residents);
        openLoads.values().forEach(open -> all.add(resident(open, axis.endOf(open.session()) / NS_PER_MS, true)));
        return new Regions(cells, all, phases, marks);
    }

    /** How many phases and marks there was no room for. */
    int leftOut() {
        return leftOut;
    }

    private Resident resident(OpenLoad open, double endMs, boolean stillOpen) {
        LoadBody load = open.load();
        return new Resident(
                load.pair(),
                label(load.pair(), load.variant()),
                load.variant(),
                load.round(),
                load.modelKey(),
                load.quantization(),
                load.sizeBytes(),
                load.loadSeconds(),
                ms(open.session(), load.endNs()),
                endMs,
                stillOpen);
    }

    private void mark(
            String kind, String where, int session, long startNs, long endNs, double value, String unit, String text) {
        double start = ms(session, startNs);
        double end = ms(session, endNs);
        // A detector may see in the samples what a record already says.
        if (marks.stream().anyMatch(known -> known.kind().equals(kind) && known.startMs() == start)) {
            return;
        }
        if (marks.size() == MAX_MARKS) {
            leftOut++;
        } else {
            marks.add(new Mark(kind, where, start, end, value, unit, text));
        }
    }

    private void phaseAfter(long earliestNs, int session, PhaseMemory memory, String side) {
        if (memory.endNs() > earliestNs) {
            phase(session, memory.phase(), side, Math.max(memory.startNs(), earliestNs), memory.endNs());
        }
    }

    private void phase(int session, @Nullable PhaseMemory memory, @Nullable String side) {
        if (memory != null) {
            phase(session, memory.phase(), side, memory.startNs(), memory.endNs());
        }
    }

    private void phase(int session, String name, @Nullable String side, long startNs, long endNs) {
        if (phases.size() == MAX_PHASES) {
            leftOut++;
        } else {
            phases.add(new PhaseSpan(name, side, ms(session, startNs), ms(session, endNs)));
        }
    }

    private double ms(int session, long tNs) {
        return axis.place(session, tNs) / NS_PER_MS;
    }

    private String label(String pair, String variant) {
        return labels.getOrDefault(key(pair, variant), variant);
    }

    private static String key(String pair, String variant) {
        return variant + " " + pair;
    }

    private static @Nullable PhaseMemory phaseOf(ScenarioBody scenario, Phase phase) {
        return scenario.memory().stream()
                .filter(memory -> memory.phase().equals(phase.id()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable MemoryStat committed(@Nullable PhaseMemory memory) {
        return memory == null ? null : memory.metrics().get(MemoryField.COMMITTED.id());
    }

    private static @Nullable Long median(@Nullable PhaseMemory memory) {
        MemoryStat stat = committed(memory);
        return stat == null ? null : stat.medianBytes();
    }
}

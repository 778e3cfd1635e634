package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.evidence.Flags;
import io.github.mlxgguf.analysis.text.Labels;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.report.plot.MemoryCourse.Stretch;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Collects from the samples of a run what the plots of memory over time need, as they come by; what it keeps is bounded by the number
 * of pairs, not by the number of samples.
 */
public final class MemoryCourses implements Consumer<SampleLine> {
    /** More loads of a pair than this are not drawn: the time line has them all. */
    static final int MOST_LOADS = 8;

    private static final double NS_PER_MS = 1e6;

    private final Map<String, List<MemoryCourse>> byPair = new LinkedHashMap<>();
    private final Map<Long, MemoryCourse> byLoad = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, MemoryCourse>> bySession = new HashMap<>();
    private final Map<String, Integer> loads = new HashMap<>();

    /** Reads from the records when which model was resident and what it did; samples come afterwards. */
    public MemoryCourses(RunData data) {
        data.run().ifPresent(run -> {
            Map<Long, Long> ends = ends(data);
            for (RunData.Entry entry : data.of(LoadBody.class)) {
                LoadBody load = (LoadBody) entry.body();
                if (Flags.counts(load.flags()) && load.failure() == null) {
                    add(run, entry, load, ends);
                }
            }
            data.bodies(GenerationBody.class).forEach(this::generation);
            data.bodies(ScenarioBody.class).forEach(this::cell);
        });
    }

    /** Takes a sample. */
    @Override
    public void accept(SampleLine line) {
        NavigableMap<Long, MemoryCourse> courses = bySession.get(line.session());
        if (courses == null) {
            return;
        }
        Entry<Long, MemoryCourse> course = courses.floorEntry(line.sample().tNs());
        if (course != null) {
            course.getValue().accept(line.sample());
        }
    }

    /** One plot for each pair of whose loads memory was read, in the order of the findings. */
    public List<Plot> build(RunFindings findings) {
        List<Plot> plots = new ArrayList<>();
        for (int i = 0; i < findings.pairs().size(); i++) {
            String pair = findings.pairs().get(i).summary().name();
            MemoryPlot.of(
                            ReportPlots.id(i, "memory"),
                            pair,
                            byPair.getOrDefault(pair, List.of()),
                            loads.getOrDefault(pair, 0))
                    .ifPresent(plots::add);
        }
        return plots;
    }

    private void add(RunBody run, RunData.Entry entry, LoadBody load, Map<Long, Long> ends) {
        List<MemoryCourse> courses = byPair.computeIfAbsent(load.pair(), any -> new ArrayList<>());
        loads.merge(load.pair(), 1, Integer::sum);
        if (courses.size() == MOST_LOADS) {
            return;
        }
        long seq = entry.envelope().seq();
        MemoryCourse course = new MemoryCourse(
                load,
                Side.fromId(load.variant()).orElse(Side.CANDIDATE),
                Labels.of(run, load.pair(), load.variant()),
                Math.max(load.endNs(), ends.getOrDefault(seq, load.endNs())),
                Math.round(run.settings().monitorIntervalMs() * NS_PER_MS));
        courses.add(course);
        byLoad.put(seq, course);
        bySession
                .computeIfAbsent(entry.envelope().session(), any -> new TreeMap<>())
                .put(course.startNs(), course);
    }

    /** The last thing that is known of each load. */
    private static Map<Long, Long> ends(RunData data) {
        Map<Long, Long> ends = new HashMap<>();
        data.bodies(GenerationBody.class)
                .forEach(generation -> ends.merge(generation.loadSeq(), generation.endNs(), Math::max));
        data.bodies(ScenarioBody.class).forEach(cell -> {
            Long seq = cell.loadSeq();
            if (seq != null) {
                ends.merge(seq, cell.endNs(), Math::max);
            }
        });
        data.bodies(UnloadBody.class).forEach(unload -> {
            PhaseMemory memory = unload.memory();
            long end = memory == null ? unload.endNs() : Math.max(unload.endNs(), memory.endNs());
            ends.merge(unload.loadSeq(), end, Math::max);
        });
        return ends;
    }

    private void generation(GenerationBody generation) {
        MemoryCourse course = byLoad.get(generation.loadSeq());
        if (course == null) {
            return;
        }
        Double ttft = generation.ttftMs();
        long firstText = ttft == null
                ? generation.endNs()
                : Math.min(generation.endNs(), generation.startNs() + Math.round(ttft * NS_PER_MS));
        course.cover(Stretch.PREFILL, generation.startNs(), firstText);
        course.cover(Stretch.DECODE, firstText, generation.endNs());
    }

    private void cell(ScenarioBody cell) {
        Long seq = cell.loadSeq();
        MemoryCourse course = seq == null ? null : byLoad.get(seq);
        if (course != null) {
            cell.memory().forEach(course::cover);
        }
    }
}

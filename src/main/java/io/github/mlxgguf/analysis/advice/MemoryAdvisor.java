package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for ways to need less memory that were seen to work in this very run. */
final class MemoryAdvisor {
    /** Of the weights: with more than this in file pages, or with less than this in the worker's own memory, they are mapped. */
    private static final double MAPPED_SHARE = 0.5;

    /** The program of a worker and its libraries are file pages too, tens of MB; of smaller weights they may be more than a share. */
    private static final long MIN_MAPPED_SIZE_BYTES = 1_000_000_000L;

    /** With these, memory of one load is not to be held against that of another. */
    private static final Set<String> NO_BASELINE =
            Set.of(Flag.BASELINE_DRIFTED.id(), Flag.NOT_SETTLED.id(), Flag.SWAP_GREW.id());

    private MemoryAdvisor() {}

    static List<MemoryAdvice> of(PairFacts facts) {
        List<MemoryAdvice> advice = new ArrayList<>();
        for (SideEvidence side : facts.evidence().sides()) {
            ContextGrowth.of(facts.evidence(), side)
                    .ifPresent(growth -> advice.add(new MemoryAdvice.ContextLength(
                            side.label(),
                            growth.fromTokens(),
                            growth.toTokens(),
                            growth.moreBytes(),
                            growth.keptBytes(),
                            growth.loads())));
            if (Collections.disjoint(side.machineFlags(), NO_BASELINE)) {
                advice.addAll(betweenLoads(side));
            }
            mapped(side).ifPresent(advice::add);
        }
        return advice;
    }

    private static List<MemoryAdvice> betweenLoads(SideEvidence side) {
        List<MemoryAdvice> advice = new ArrayList<>();
        requestsAtOnce(side).ifPresent(advice::add);
        bySetting(side, LoadConfigInfo::parallel)
                // More memory with fewer slots is not of the slots.
                .filter(found -> found.less() < found.more())
                .ifPresent(found -> advice.add(new MemoryAdvice.ParallelSlots(
                        side.label(),
                        Numbers.counted(found.less(), "slot"),
                        Numbers.counted(found.more(), "slot"),
                        found.moreBytes(),
                        found.lessLoads(),
                        found.moreLoads())));
        bySetting(side, MemoryAdvisor::offload)
                .ifPresent(found -> advice.add(new MemoryAdvice.KvOffload(
                        side.label(), found.less() == 1, found.moreBytes(), found.lessLoads(), found.moreLoads())));
        return advice;
    }

    private static Optional<MemoryAdvice> requestsAtOnce(SideEvidence side) {
        String scenario = ScenarioId.CONCURRENCY.id();
        List<Long> together = growths(side, scenario);
        List<Long> single = growths(side, Recommendations.SIMPLE.scenario());
        Long more = difference(single, together);
        long requests = side.generations().stream()
                .filter(generation -> generation.scenario().equals(scenario))
                .map(GenerationBody::loadSeq)
                .collect(Collectors.groupingBy(seq -> seq, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return more == null || requests < 2
                ? Optional.empty()
                : Optional.of(new MemoryAdvice.RequestsAtOnce(
                        side.label(), (int) requests, more, together.size(), single.size()));
    }

    private static List<Long> growths(SideEvidence side, String scenario) {
        return side.cells().stream()
                .filter(cell ->
                        cell.scenario().equals(scenario) && !cell.outcome().equals("broken") && side.hasMemory(cell))
                .map(cell -> CellMemory.growth(cell, side, null))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Median of the larger minus that of the smaller, or null where any of the larger is no larger than all of the smaller. */
    private static @Nullable Long difference(List<Long> smaller, List<Long> larger) {
        Long from = Median.ofLongs(smaller);
        Long to = Median.ofLongs(larger);
        return from == null || to == null || Collections.min(larger) <= Collections.max(smaller)
                ? null
                : (Long) (to - from);
    }

    private static @Nullable Integer offload(LoadConfigInfo config) {
        Boolean onGpu = config.offloadKvCacheToGpu();
        return onGpu == null ? null : (Integer) (onGpu ? 1 : 0);
    }

    /** Loads of one build that differ in a setting: which value of it took less, and how much. */
    private record BySetting(int less, int more, long moreBytes, int lessLoads, int moreLoads) {}

    private static Optional<BySetting> bySetting(
            SideEvidence side, Function<LoadConfigInfo, @Nullable Integer> setting) {
        Map<Integer, List<Long>> growthBySetting = new TreeMap<>();
        side.loads().stream()
                .filter(SideEvidence.Load::isUsable)
                .map(SideEvidence.Load::body)
                .forEach(load -> {
                    Integer value = setting.apply(load.effectiveConfig());
                    Long growth = loadedGrowth(load);
                    if (value != null && growth != null) {
                        growthBySetting
                                .computeIfAbsent(value, unused -> new ArrayList<>())
                                .add(growth);
                    }
                });
        if (growthBySetting.size() != 2) {
            return Optional.empty();
        }
        List<Map.Entry<Integer, List<Long>>> settings = new ArrayList<>(growthBySetting.entrySet());
        settings.sort(
                Comparator.comparingLong(entry -> Objects.requireNonNullElse(Median.ofLongs(entry.getValue()), 0L)));
        List<Long> less = settings.get(0).getValue();
        List<Long> more = settings.get(1).getValue();
        Long difference = difference(less, more);
        return difference == null
                ? Optional.empty()
                : Optional.of(new BySetting(
                        settings.get(0).getKey(), settings.get(1).getKey(), difference, less.size(), more.size()));
    }

    private static @Nullable Long loadedGrowth(LoadBody load) {
        Long before = median(load.memoryBefore(), MemoryField.COMMITTED);
        Long after = median(load.memoryAfter(), MemoryField.COMMITTED);
        return before == null || after == null ? null : (Long) (after - before);
    }

    private static Optional<MemoryAdvice> mapped(SideEvidence side) {
        Optional<Long> size = side.sizeBytes().filter(bytes -> bytes >= MIN_MAPPED_SIZE_BYTES);
        // Only GGUF is mapped: a small worker of MLX is the wrong process.
        if (size.isEmpty() || !side.variant().format().equals(Format.GGUF.id())) {
            return Optional.empty();
        }
        double share = MAPPED_SHARE * size.get();
        List<Long> file = largest(side, MemoryField.WORKER_FILE);
        if (!file.isEmpty()) {
            long least = Collections.min(file);
            return least > share
                    ? Optional.of(new MemoryAdvice.MappedWeights(side.label(), true, least, size.get(), file.size()))
                    : Optional.empty();
        }
        // On macOS a footprint leaves out mapped weights.
        List<Long> footprint = largest(side, MemoryField.WORKER_FOOTPRINT);
        if (footprint.isEmpty()) {
            return Optional.empty();
        }
        long most = Collections.max(footprint);
        return most < share
                ? Optional.of(new MemoryAdvice.MappedWeights(side.label(), false, most, size.get(), footprint.size()))
                : Optional.empty();
    }

    /** The largest median of any phase, load by load. */
    private static List<Long> largest(SideEvidence side, MemoryField field) {
        return side.loads().stream()
                .filter(SideEvidence.Load::isUsable)
                .map(load -> Stream.concat(
                                Stream.ofNullable(load.body().memoryAfter()),
                                side.cells().stream()
                                        .filter(cell -> Long.valueOf(load.seq()).equals(cell.loadSeq()))
                                        .flatMap(cell -> cell.memory().stream()))
                        .map(phase -> median(phase, field))
                        .filter(Objects::nonNull)
                        .max(Long::compare))
                .flatMap(Optional::stream)
                .toList();
    }

    private static @Nullable Long median(@Nullable PhaseMemory phase, MemoryField field) {
        MemoryStat stat = phase == null ? null : phase.metrics().get(field.id());
        return stat == null ? null : (Long) stat.medianBytes();
    }
}

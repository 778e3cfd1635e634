package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.VariantInfo;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Role;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All records of one build that count; superseded ones are left out.
 *
 * @param generations measured ones only, failed and void ones included
 * @param repeated equal requests that tell whether answers agree, failed ones included
 */
public record SideEvidence(
        Side side,
        VariantInfo variant,
        List<Load> loads,
        List<GenerationBody> generations,
        List<GenerationBody> repeated,
        List<ScenarioBody> cells,
        List<UnloadBody> unloads) {

    /** A load with the number by which other records refer to it. */
    public record Load(long seq, LoadBody body) {
        public boolean succeeded() {
            return body.failure() == null && body.loadSeconds() != null;
        }

        /** Whether its times and its memory are measurements. */
        public boolean isUsable() {
            return succeeded() && !Flags.isVoid(body.flags());
        }
    }

    public static SideEvidence of(RunData data, PairInfo pair, Side side) {
        VariantInfo variant = side == Side.BASELINE ? pair.baseline() : pair.candidate();
        List<Load> loads = data.of(LoadBody.class).stream()
                .map(entry -> new Load(entry.envelope().seq(), (LoadBody) entry.body()))
                .filter(load -> belongs(load.body().pair(), load.body().variant(), pair, side)
                        && Flags.counts(load.body().flags()))
                .toList();
        List<ScenarioBody> cells = data.bodies(ScenarioBody.class).stream()
                .filter(cell -> belongs(cell.pair(), cell.variant(), pair, side) && Flags.counts(cell.flags()))
                .toList();
        List<UnloadBody> unloads = data.bodies(UnloadBody.class).stream()
                .filter(unload -> belongs(unload.pair(), unload.variant(), pair, side) && Flags.counts(unload.flags()))
                .toList();
        return new SideEvidence(
                side,
                variant,
                loads,
                generations(data, pair, side, Role.MEASURED),
                generations(data, pair, side, Role.CONSISTENCY),
                cells,
                unloads);
    }

    private static List<GenerationBody> generations(RunData data, PairInfo pair, Side side, Role role) {
        return data.bodies(GenerationBody.class).stream()
                .filter(generation -> belongs(generation.pair(), generation.variant(), pair, side)
                        && generation.role().equals(role.id())
                        && Flags.counts(generation.flags()))
                .toList();
    }

    /** Whether any load or measured generation of a run succeeded, whatever pair it belongs to. */
    public static boolean measuredAnything(RunData data) {
        return data.bodies(LoadBody.class).stream()
                        .anyMatch(load ->
                                load.failure() == null && Flags.counts(load.flags()) && !Flags.isVoid(load.flags()))
                || data.bodies(GenerationBody.class).stream()
                        .anyMatch(generation -> generation.role().equals(Role.MEASURED.id())
                                && Flags.counts(generation.flags())
                                && isUsable(generation));
    }

    /** Whether a generation is a measurement: it ended well and nothing voids it. */
    public static boolean isUsable(GenerationBody generation) {
        return generation.failure() == null && !Flags.isVoid(generation.flags());
    }

    /** The measured answers of a piece of work that are measurements. */
    public Stream<GenerationBody> answers(Work work) {
        return generations.stream().filter(generation -> work.covers(generation) && isUsable(generation));
    }

    public String label() {
        return variant.label();
    }

    public Stream<LoadBody> goodLoads() {
        return loads.stream().filter(Load::succeeded).map(Load::body);
    }

    /** Those that no scenario has to itself. */
    public Stream<LoadBody> sharedLoads() {
        return goodLoads().filter(load -> load.scenario() == null);
    }

    public Optional<LoadBody> load(long seq) {
        return loads.stream().filter(load -> load.seq() == seq).map(Load::body).findFirst();
    }

    /** Whether nothing voids the memory of a cell: neither its own nor the baseline of its load. */
    public boolean hasMemory(ScenarioBody cell) {
        Long seq = cell.loadSeq();
        return !Flags.isVoid(cell.flags())
                && (seq == null
                        || load(seq).map(load -> !Flags.isVoid(load.flags())).orElse(true));
    }

    /** The model's key as it was loaded, else as it was planned; empty if the server has none. */
    public Optional<String> modelKey() {
        return loads.stream()
                .map(load -> load.body().modelKey())
                .findFirst()
                .or(() -> Optional.ofNullable(variant.modelKey()));
    }

    public Optional<Long> sizeBytes() {
        return goodLoads()
                .map(LoadBody::sizeBytes)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(variant.sizeBytes()));
    }

    /** Whether anything at all was measured on this build. */
    public boolean measuredSomething() {
        return goodLoads().findAny().isPresent() || generations.stream().anyMatch(SideEvidence::isUsable);
    }

    /** Flags of the loads, cells and unloads that figures of this build rest on. */
    public Set<String> machineFlags() {
        return Stream.of(
                        loads.stream().map(load -> load.body().flags()),
                        cells.stream().map(ScenarioBody::flags),
                        unloads.stream().map(UnloadBody::flags))
                .flatMap(flags -> flags)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private static boolean belongs(String pairName, String variant, PairInfo pair, Side side) {
        return pairName.equals(pair.name()) && variant.equals(side.id());
    }
}

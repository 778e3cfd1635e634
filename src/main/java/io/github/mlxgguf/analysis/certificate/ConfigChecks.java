package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at how the builds were loaded. */
final class ConfigChecks {
    private final PairEvidence pair;

    private ConfigChecks(PairEvidence pair) {
        this.pair = pair;
    }

    static List<Doubt> of(PairEvidence pair) {
        ConfigChecks checks = new ConfigChecks(pair);
        List<Doubt> doubts = new ArrayList<>();
        checks.context().ifPresent(doubts::add);
        checks.slots().ifPresent(doubts::add);
        checks.differing(LoadConfigInfo::numExperts)
                .map(ConfigDoubt.ExpertsDiffer::new)
                .ifPresent(doubts::add);
        return doubts;
    }

    /** The worst of the loads that did not get what they were asked for, else what differs though each got it. */
    private Optional<Doubt> context() {
        @Nullable Doubt longer = null;
        for (SideEvidence side : pair.sides()) {
            for (LoadBody load : side.goodLoads().toList()) {
                Integer asked = load.requestedConfig().contextLength();
                Integer inEffect = load.effectiveConfig().contextLength();
                if (asked == null || inEffect == null || asked.equals(inEffect)) {
                    continue;
                }
                if (!load.format().equals(Format.MLX.id()) || inEffect < asked) {
                    return Optional.of(new ConfigDoubt.ContextNotHonoured(side.label(), asked, inEffect));
                }
                longer = longer == null ? new ConfigDoubt.ContextLonger(side.label(), asked, inEffect) : longer;
            }
        }
        return longer == null
                ? differing(LoadConfigInfo::contextLength).map(ConfigDoubt.ContextDiffers::new)
                : Optional.of(longer);
    }

    /** Of the shared loads, or of those that a scenario has to itself, since it asks for slots of its own. */
    private Optional<Doubt> slots() {
        Optional<Both<SortedSet<Integer>>> found = differing(LoadConfigInfo::parallel);
        for (String scenario : ownScenarios()) {
            found = found.or(
                    () -> differing(ownSlots(pair.baseline(), scenario), ownSlots(pair.candidate(), scenario)));
        }
        return found.map(ConfigDoubt.SlotsDiffer::new);
    }

    private SortedSet<String> ownScenarios() {
        return pair.sides().stream()
                .flatMap(SideEvidence::goodLoads)
                .map(LoadBody::scenario)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<Integer> ownSlots(SideEvidence side, String scenario) {
        return side.goodLoads()
                .filter(load -> scenario.equals(load.scenario()))
                .map(load -> load.effectiveConfig().parallel())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Both<SortedSet<Integer>>> differing(Function<LoadConfigInfo, @Nullable Integer> field) {
        return differing(inEffect(pair.baseline(), field), inEffect(pair.candidate(), field));
    }

    private Optional<Both<SortedSet<Integer>>> differing(SortedSet<Integer> baseline, SortedSet<Integer> candidate) {
        return baseline.isEmpty() || candidate.isEmpty() || baseline.equals(candidate)
                ? Optional.empty()
                : Optional.of(new Both<>(
                        pair.baseline().label(), baseline, pair.candidate().label(), candidate));
    }

    private static SortedSet<Integer> inEffect(SideEvidence side, Function<LoadConfigInfo, @Nullable Integer> field) {
        // A scenario with a load of its own asks for slots of its own.
        boolean shared = side.sharedLoads().findAny().isPresent();
        return (shared ? side.sharedLoads() : side.goodLoads())
                .map(load -> field.apply(load.effectiveConfig()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

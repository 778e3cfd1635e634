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
        checks.differing(LoadConfigInfo::parallel)
                .map(ConfigDoubt.SlotsDiffer::new)
                .ifPresent(doubts::add);
        checks.differing(LoadConfigInfo::numExperts)
                .map(ConfigDoubt.ExpertsDiffer::new)
                .ifPresent(doubts::add);
        return doubts;
    }

    /** The first load that did not get what it was asked for, else what differs though each got it. */
    private Optional<Doubt> context() {
        for (SideEvidence side : pair.sides()) {
            for (LoadBody load : side.goodLoads().toList()) {
                Integer asked = load.requestedConfig().contextLength();
                Integer inEffect = load.effectiveConfig().contextLength();
                if (asked != null && inEffect != null && !asked.equals(inEffect)) {
                    boolean longerMlx = load.format().equals(Format.MLX.id()) && inEffect > asked;
                    return Optional.of(
                            longerMlx
                                    ? new ConfigDoubt.ContextLonger(side.label(), asked, inEffect)
                                    : new ConfigDoubt.ContextNotHonoured(side.label(), asked, inEffect));
                }
            }
        }
        return differing(LoadConfigInfo::contextLength).map(ConfigDoubt.ContextDiffers::new);
    }

    private Optional<Both<SortedSet<Integer>>> differing(Function<LoadConfigInfo, @Nullable Integer> field) {
        SortedSet<Integer> baseline = inEffect(pair.baseline(), field);
        SortedSet<Integer> candidate = inEffect(pair.candidate(), field);
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

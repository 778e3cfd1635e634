package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A build that wrote slower in leak-detection than in simple-generation of the same load, as one does on a machine that gets hot.
 *
 * @param share by how much slower, of the speed in simple-generation
 */
record Slowdown(int round, double share) {
    private static final Work LONG_USE = Work.of(ScenarioId.LEAK_DETECTION.id());

    /** The largest of any load; empty where none is above {@code band}, or no load ran both scenarios. */
    static Optional<Slowdown> of(SideEvidence side, double band) {
        return side.loads().stream()
                .flatMap(load -> of(side, load).stream())
                .filter(slowdown -> slowdown.share() > band)
                .max(Comparator.comparingDouble(Slowdown::share));
    }

    private static Optional<Slowdown> of(SideEvidence side, SideEvidence.Load load) {
        Double first = decode(side, load.seq(), Recommendations.SIMPLE);
        Double later = decode(side, load.seq(), LONG_USE);
        return first == null || later == null || first <= 0
                ? Optional.empty()
                : Optional.of(new Slowdown(load.body().round(), 1 - later / first));
    }

    private static @Nullable Double decode(SideEvidence side, long seq, Work work) {
        return Median.of(side.answers(work)
                .filter(generation -> generation.loadSeq() == seq)
                .map(GenerationBody::decodeTokensPerSecond)
                .filter(Objects::nonNull)
                .toList());
    }

    String sentence() {
        return "decode in " + LONG_USE.scenario() + " " + Numbers.percent(share) + " slower than in "
                + Recommendations.SIMPLE.scenario() + " of the same load (round " + Numbers.count(round) + ")";
    }
}

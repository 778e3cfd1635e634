package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.PairVerdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What each of two runs answers on a pair, in the figures that decide the new run's verdict. */
final class PairAnswers {
    private PairAnswers() {}

    static List<PairAnswer> of(PairFindings old, PairFindings now) {
        if (!(now.verdict() instanceof PairVerdict.Compared compared)) {
            return List.of();
        }
        return compared.figures().rows().stream()
                .flatMap(row -> same(old, row)
                        .map(before -> new PairAnswer(
                                now.summary().name(),
                                now.summary().baseline().label(),
                                now.summary().candidate().label(),
                                before,
                                row))
                        .stream())
                .toList();
    }

    private static Optional<MetricFinding> same(PairFindings old, MetricFinding row) {
        return old.metrics().stream()
                .filter(other -> other.figure() == row.figure()
                        && other.metric().scenario().equals(row.metric().scenario())
                        && Objects.equals(other.metric().prompt(), row.metric().prompt()))
                .findFirst();
    }
}

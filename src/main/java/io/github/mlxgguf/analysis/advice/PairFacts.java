package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a pair once its figures are judged; all that advice may rest on.
 *
 * @param rows every judged row
 * @param leaks empty where the leak scenario did not run
 * @param crossover null where too little was measured for it
 * @param practicalEquivalence half-width of the band around 1 in which a ratio is called equal
 */
public record PairFacts(
        PairEvidence evidence,
        Grade grade,
        List<MetricFinding> rows,
        List<Leak> leaks,
        @Nullable CrossoverMap crossover,
        double practicalEquivalence) {
    /** Copies the lists. */
    public PairFacts {
        rows = List.copyOf(rows);
        leaks = List.copyOf(leaks);
    }

    String name() {
        return evidence.info().name();
    }

    SideEvidence side(Side side) {
        return side == Side.BASELINE ? evidence.baseline() : evidence.candidate();
    }

    String label(Side side) {
        return side(side).label();
    }

    boolean isMoe() {
        return evidence.info().architecture().equals("moe");
    }

    /** The judged row of a figure; empty where there is none. */
    Optional<Ground> ground(Figure figure, Work work) {
        return rows.stream()
                .filter(row -> row.figure() == figure
                        && row.metric().scenario().equals(work.scenario())
                        && Objects.equals(row.metric().prompt(), work.prompt()))
                .findFirst()
                .map(row -> new Ground(row, label(Side.BASELINE), label(Side.CANDIDATE)));
    }

    /** A figure of one build; empty where it was not measured. */
    Optional<SideFigure> figure(Figure figure, Work work, Side side) {
        return ground(figure, work).map(ground -> ground.figure(side)).filter(measured -> measured.median() != null);
    }
}

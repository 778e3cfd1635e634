package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.trace.Side;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of two builds into a judged row.
 *
 * @param practicalEquivalence half-width of the band around 1 in which a ratio is called equal
 * @param grade of the pair's certificate; below C no verdict is given
 */
public record Comparison(double practicalEquivalence, Grade grade, String baselineLabel, String candidateLabel) {

    /**
     * One row.
     *
     * @param notComparable why the two must not be divided, or null
     */
    public MetricFinding compare(
            Figure figure, Work work, SideValues baseline, SideValues candidate, @Nullable String notComparable) {
        @Nullable PairedRatio measured = PairedRatio.ofRounds(baseline.medianByRound(), candidate.medianByRound());
        Judgement judgement = judge(figure, baseline, candidate, measured, notComparable);
        Metric metric = new Metric(
                figure.id(),
                work.scenario(),
                work.prompt(),
                figure.unit(),
                figure.better(),
                baseline.figure(),
                candidate.figure(),
                measured == null || notComparable != null
                        ? Ratio.NONE
                        : new Ratio(measured.value(), measured.low(), measured.high(), measured.method()),
                measured == null || measured.rounds() < PairedRatio.MIN_ROUNDS,
                judgement.verdict(),
                judgement.moreRounds().isPresent()
                        ? (Integer) judgement.moreRounds().getAsInt()
                        : null);
        return new MetricFinding(figure, metric, measured == null ? 0 : measured.rounds(), judgement);
    }

    private Judgement judge(
            Figure figure,
            SideValues baseline,
            SideValues candidate,
            @Nullable PairedRatio measured,
            @Nullable String notComparable) {
        if (baseline.isEmpty() || candidate.isEmpty()) {
            return withheld(missing(baseline, candidate));
        }
        if (notComparable != null) {
            return withheld(notComparable);
        }
        if (!grade.allowsVerdicts()) {
            return withheld("the certificate is " + grade + ": the two builds are not the same work");
        }
        if (measured == null) {
            return withheld(
                    "a round lacks a value above 0 for one of the builds, and a ratio to nothing has no meaning");
        }
        if (measured.low() == null || measured.high() == null) {
            return new Judgement.Provisional(
                    figure == Figure.FIRST_LOAD_SECONDS && measured.rounds() == 1
                            ? "provisional: each build has one first load only"
                            : "provisional: " + Numbers.counted(measured.rounds(), "load")
                                    + " of each, an interval needs " + PairedRatio.MIN_ROUNDS,
                    figure == Figure.FIRST_LOAD_SECONDS
                            ? OptionalInt.empty()
                            : OptionalInt.of(PairedRatio.MIN_ROUNDS - measured.rounds()));
        }
        return judge(figure, measured.low(), measured.high());
    }

    private Judgement judge(Figure figure, double low, double high) {
        if (low >= 1 - practicalEquivalence && high <= 1 + practicalEquivalence) {
            return new Judgement.PracticallyEqual();
        }
        if (low > 1 || high < 1) {
            boolean candidateIsHigher = low > 1;
            boolean higherIsBetter = figure.better() == Better.HIGHER;
            return new Judgement.Better(candidateIsHigher == higherIsBetter ? Side.CANDIDATE : Side.BASELINE);
        }
        return new Judgement.Undecided(
                "the interval holds 1; more rounds or a quieter machine narrow it", OptionalInt.empty());
    }

    private String missing(SideValues baseline, SideValues candidate) {
        if (baseline.isEmpty() && candidate.isEmpty()) {
            return "no value for either build";
        }
        return "no value for " + (baseline.isEmpty() ? baselineLabel : candidateLabel);
    }

    private static Judgement withheld(String why) {
        return new Judgement.Withheld(why);
    }
}

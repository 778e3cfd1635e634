package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.MetricFinding;
import io.github.mlxgguf.analysis.RunSummary.Metric;
import io.github.mlxgguf.analysis.RunSummary.Ratio;
import io.github.mlxgguf.metric.PairedRatio;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of two builds into a judged row.
 *
 * @param practicalEquivalence half-width of the band around 1 in which a ratio is called equal
 * @param grade of the pair's certificate; below C no verdict is given
 */
record Comparison(double practicalEquivalence, Grade grade, String baselineLabel, String candidateLabel) {

    /**
     * One row.
     *
     * @param notComparable why the two must not be divided, or null
     */
    MetricFinding compare(
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
                        : new Ratio(measured.value(), measured.low(), measured.high()),
                measured == null || measured.rounds() < PairedRatio.MIN_ROUNDS,
                judgement.verdict());
        return new MetricFinding(figure, metric, measured == null ? 0 : measured.rounds(), judgement.why());
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
            return new Judgement(
                    Verdict.UNDECIDED,
                    figure == Figure.FIRST_LOAD_SECONDS && measured.rounds() == 1
                            ? "provisional: each build has one first load only"
                            : "provisional: " + Numbers.counted(measured.rounds(), "load")
                                    + " of each, an interval needs " + PairedRatio.MIN_ROUNDS);
        }
        return judge(figure, measured.low(), measured.high());
    }

    private Judgement judge(Figure figure, double low, double high) {
        if (low >= 1 - practicalEquivalence && high <= 1 + practicalEquivalence) {
            return new Judgement(Verdict.EQUAL, null);
        }
        if (low > 1 || high < 1) {
            boolean candidateIsHigher = low > 1;
            boolean higherIsBetter = figure.better() == Better.HIGHER;
            return new Judgement(candidateIsHigher == higherIsBetter ? Verdict.CANDIDATE : Verdict.BASELINE, null);
        }
        return new Judgement(Verdict.UNDECIDED, "the interval holds 1; more rounds or a quieter machine narrow it");
    }

    private String missing(SideValues baseline, SideValues candidate) {
        if (baseline.isEmpty() && candidate.isEmpty()) {
            return "no value for either build";
        }
        return "no value for " + (baseline.isEmpty() ? baselineLabel : candidateLabel);
    }

    private static Judgement withheld(String why) {
        return new Judgement(Verdict.WITHHELD, why);
    }

    private record Judgement(Verdict verdict, @Nullable String why) {}
}

package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.metric.LoadsNeeded;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.trace.Side;
import java.util.List;
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
            Figure figure,
            Work work,
            SideValues baseline,
            SideValues candidate,
            @Nullable WithheldReason notComparable) {
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
        return new MetricFinding(
                figure,
                metric,
                measured == null ? 0 : measured.rounds(),
                judgement,
                List.of(outliers(baselineLabel, baseline), outliers(candidateLabel, candidate)));
    }

    private Judgement judge(
            Figure figure,
            SideValues baseline,
            SideValues candidate,
            @Nullable PairedRatio measured,
            @Nullable WithheldReason notComparable) {
        if (baseline.isEmpty() || candidate.isEmpty()) {
            return withheld(missing(baseline, candidate));
        }
        if (notComparable != null) {
            return withheld(notComparable);
        }
        if (!grade.allowsVerdicts()) {
            return withheld(new WithheldReason.NotTheSameWork(grade));
        }
        if (measured == null) {
            boolean noGrowth = figure == Figure.HEADLINE_BYTES && (hasNoGrowth(baseline) || hasNoGrowth(candidate));
            return withheld(noGrowth ? new WithheldReason.NoGrowth() : new WithheldReason.NoRatio());
        }
        if (measured.low() == null || measured.high() == null) {
            return new Judgement.Provisional(
                    measured.rounds(), figure == Figure.FIRST_LOAD_SECONDS && measured.rounds() == 1);
        }
        return judge(figure, measured, measured.low(), measured.high());
    }

    private Judgement judge(Figure figure, PairedRatio measured, double low, double high) {
        if (low >= 1 - practicalEquivalence && high <= 1 + practicalEquivalence) {
            return new Judgement.PracticallyEqual();
        }
        if (low > 1 || high < 1) {
            boolean candidateIsHigher = low > 1;
            boolean higherIsBetter = figure.better() == Better.HIGHER;
            return new Judgement.Better(candidateIsHigher == higherIsBetter ? Side.CANDIDATE : Side.BASELINE);
        }
        return new Judgement.Undecided(LoadsNeeded.toDecide(measured, practicalEquivalence));
    }

    private WithheldReason missing(SideValues baseline, SideValues candidate) {
        if (baseline.isEmpty() && candidate.isEmpty()) {
            return new WithheldReason.NoValue();
        }
        return new WithheldReason.HalfMissing(baseline.isEmpty() ? baselineLabel : candidateLabel);
    }

    private static boolean hasNoGrowth(SideValues values) {
        return values.medianByRound().values().stream().anyMatch(value -> value <= 0);
    }

    private static Judgement withheld(WithheldReason reason) {
        return new Judgement.Withheld(reason);
    }

    private static SideOutliers outliers(String label, SideValues values) {
        return new SideOutliers(label, values.outliers(), values.figure().n());
    }
}

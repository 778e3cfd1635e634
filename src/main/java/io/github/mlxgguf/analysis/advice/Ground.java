package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.Judgement;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.trace.Side;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A judged row that advice rests on. */
record Ground(MetricFinding row, String baselineLabel, String candidateLabel) {

    Verdict verdict() {
        return row.metric().verdict();
    }

    /** The build that the whole interval names. */
    Optional<Side> better() {
        return row.judgement() instanceof Judgement.Better better ? Optional.of(better.side()) : Optional.empty();
    }

    boolean isMeasuredOnBoth() {
        return row.metric().baseline().median() != null
                && row.metric().candidate().median() != null;
    }

    SideFigure figure(Side side) {
        return side == Side.BASELINE ? row.metric().baseline() : row.metric().candidate();
    }

    /** Both values with their n and loads, the ratio with its interval, and the verdict. */
    String sentence() {
        Ratio ratio = row.metric().ratio();
        return values()
                + (ratio.value() == null ? "" : ", " + candidateLabel + " / " + baselineLabel + " " + written(ratio))
                + ", "
                + verdictInWords();
    }

    /** Both values with their n and loads, without a word on who is better. */
    String values() {
        Metric metric = row.metric();
        return name() + ": " + value(baselineLabel, metric.baseline()) + ", "
                + value(candidateLabel, metric.candidate());
    }

    /** The figure and the work that it is of. */
    String name() {
        Metric metric = row.metric();
        return row.figure().phrase() + " in " + metric.scenario()
                + (metric.prompt() == null ? "" : " with " + metric.prompt());
    }

    private String value(String label, SideFigure figure) {
        if (figure.median() == null) {
            return label + " unknown";
        }
        String failed = figure.succeeded() < figure.attempted()
                ? ", " + figure.succeeded() + " of " + figure.attempted() + " succeeded"
                : "";
        return label + " " + inUnit(row.metric().unit(), figure.median()) + " (n " + Numbers.count(figure.n()) + ", "
                + Numbers.counted(figure.loads(), "load") + failed + ")";
    }

    static String inUnit(String unit, @Nullable Double value) {
        if (value == null) {
            return Numbers.UNKNOWN;
        }
        return switch (unit) {
            case "bytes" -> Numbers.bytes(Math.round(value));
            case "ratio" -> Numbers.figure(value);
            default -> Numbers.figure(value) + " " + unit;
        };
    }

    private static String written(Ratio ratio) {
        return ratio.low() == null || ratio.high() == null
                ? Numbers.figure(ratio.value())
                : Numbers.ratioValue(ratio.value(), ratio.low(), ratio.high()) + " (95 % interval "
                        + Numbers.interval(ratio.low(), ratio.high()) + ")";
    }

    private String verdictInWords() {
        Judgement judgement = row.judgement();
        if (judgement instanceof Judgement.Withheld withheld) {
            return "no verdict: " + withheld.why();
        } else if (judgement instanceof Judgement.Provisional provisional) {
            return provisional.why();
        }
        // How many rounds would decide stands under what would change the advice.
        return judgement instanceof Judgement.Undecided ? "undecided" : judgement.words(baselineLabel, candidateLabel);
    }
}

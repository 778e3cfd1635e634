package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;

/**
 * What each run answers on its own: the candidate divided by the baseline, in one decisive figure of a pair.
 *
 * @param old the row of the older run
 * @param now the row of the newer run
 */
public record PairAnswer(String pair, String baseline, String candidate, MetricFinding old, MetricFinding now) {
    /** The figure. */
    public Figure figure() {
        return now.figure();
    }

    /** Whether the verdict is another one than before; where one was withheld there was none. */
    public boolean changed() {
        return verdict(old) != verdict(now) && verdict(old) != Verdict.WITHHELD && verdict(now) != Verdict.WITHHELD;
    }

    /** For example {@code Llama 3.2 1B, decode speed (simple-generation), MLX/GGUF: 2.00 (1.90 to 2.10), MLX is better, then …}. */
    public String sentence() {
        String prompt = now.metric().prompt();
        return pair + ", " + figure().phrase() + " (" + now.metric().scenario() + (prompt == null ? "" : ", " + prompt)
                + "), " + candidate + "/" + baseline + ": " + words(old) + ", then " + words(now) + ". "
                + (changed()
                        ? "The verdict changed."
                        : verdict(old) == verdict(now)
                                ? "The verdict is the same."
                                : "Only one of them has a verdict.");
    }

    private String words(MetricFinding row) {
        Ratio ratio = row.metric().ratio();
        return (ratio.value() == null ? "" : Numbers.ratio(ratio.value(), ratio.low(), ratio.high()) + ", ")
                + (ratio.value() == null ? "" : Numbers.counted(row.pairedLoads(), "load") + " of each, ")
                + switch (verdict(row)) {
                    case BASELINE -> baseline + " is better";
                    case CANDIDATE -> candidate + " is better";
                    case EQUAL -> "practically equal";
                    case UNDECIDED -> "undecided";
                    case WITHHELD -> "withheld";
                };
    }

    private static Verdict verdict(MetricFinding row) {
        return row.metric().verdict();
    }
}

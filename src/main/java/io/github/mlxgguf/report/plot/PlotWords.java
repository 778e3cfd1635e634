package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.verdict.Judgement;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.trace.Side;

/** Words that several plots share. */
final class PlotWords {
    private PlotWords() {}

    /** The name of a figure where there is little room. */
    static String brief(Figure figure) {
        return switch (figure) {
            case TTFT_MS -> "TTFT";
            case PREFILL_TOKENS_PER_SECOND -> "Prefill";
            case DECODE_TOKENS_PER_SECOND -> "Decode";
            case EFFECTIVE_TOKENS_PER_SECOND -> "Effective";
            case FIRST_LOAD_SECONDS -> "First load";
            case LOAD_SECONDS -> "Repeated load";
            case TOTAL_TOKENS_PER_SECOND -> "Total speed";
            case TTFT_SPREAD_MS -> "TTFT spread";
            default -> figure.label();
        };
    }

    /** Which direction is better, as an arrow. */
    static String arrow(Better better) {
        return better == Better.HIGHER ? "↑" : "↓";
    }

    /** Which direction is better, in words. */
    static String direction(Better better) {
        return better == Better.HIGHER ? "higher is better" : "lower is better";
    }

    /** What a row says. */
    static String verdict(MetricFinding finding, RunSummary.Pair pair) {
        Judgement judgement = finding.judgement();
        if (judgement instanceof Judgement.Better better) {
            return label(pair, better.side()) + " better";
        }
        if (judgement instanceof Judgement.PracticallyEqual) {
            return "equal";
        }
        if (judgement instanceof Judgement.Provisional) {
            return "provisional";
        }
        return judgement instanceof Judgement.Withheld ? "withheld" : "undecided";
    }

    static String label(RunSummary.Pair pair, Side side) {
        return side == Side.BASELINE
                ? pair.baseline().label()
                : pair.candidate().label();
    }

    /** A sentence with its full stop, whether it came with one or not. */
    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") || stripped.isEmpty() ? stripped : stripped + ".";
    }
}

package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.trace.Side;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of a sentence that one judged row gives. */
record Clause(String baseline, String candidate) {
    private static final String TIMES = "\u00a0×";

    /** What the better build does, for example {@code decodes faster (1.21 × GGUF's speed, 1.18 to 1.25)}. */
    String better(MetricFinding row, Side side) {
        Ratio ratio = row.metric().ratio();
        boolean turned = side == Side.BASELINE;
        String of;
        String does;
        switch (row.figure()) {
            case DECODE_TOKENS_PER_SECOND -> {
                does = "decodes faster";
                of = " speed";
            }
            case TTFT_MS -> {
                does = "shows its first text sooner";
                of = " time";
            }
            case HEADLINE_BYTES -> {
                does = "takes less memory";
                of = " growth";
            }
            case LOAD_SECONDS -> {
                does = "loads faster again";
                of = " time";
            }
            default -> {
                does = "is better in " + row.figure().phrase();
                of = "";
            }
        }
        @Nullable Double low = turned ? inverse(ratio.high()) : ratio.low();
        @Nullable Double high = turned ? inverse(ratio.low()) : ratio.high();
        return does + place(row.metric()) + " ("
                + Numbers.ratioValue(turned ? inverse(ratio.value()) : ratio.value(), low, high) + TIMES + " "
                + (turned ? candidate : baseline) + "'s" + of + interval(low, high)
                + ")";
    }

    /** What is equal, with its ratio. */
    String equal(MetricFinding row) {
        return row.figure().phrase() + place(row.metric()) + " ("
                + ratio(row.metric().ratio()) + ")";
    }

    /** What is not decided, with its ratio if it has one; what would decide it stands in the tables. */
    String open(MetricFinding row) {
        String phrase = row.figure().phrase() + place(row.metric());
        Ratio ratio = row.metric().ratio();
        if (ratio.value() == null) {
            return phrase + " not compared (" + Objects.requireNonNullElse(row.why(), "no ratio") + ")";
        }
        return row.judgement() instanceof Judgement.Undecided
                ? phrase + " undecided (" + ratio(ratio) + ")"
                : phrase + " " + ratio(ratio);
    }

    private String ratio(Ratio ratio) {
        return candidate + " " + Numbers.ratioValue(ratio.value(), ratio.low(), ratio.high()) + TIMES + " " + baseline
                + interval(ratio.low(), ratio.high());
    }

    private static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : ", " + Numbers.interval(low, high);
    }

    private static @Nullable Double inverse(@Nullable Double value) {
        return value == null ? null : (Double) (1 / value);
    }

    /** Nothing for what a reader takes for granted: the standard prompt, and loads. */
    private static String place(Metric metric) {
        if (metric.scenario().equals(ScenarioId.SIMPLE_GENERATION.id())
                || metric.scenario().equals(ScenarioId.COLD_START.id())) {
            return "";
        }
        return " in " + metric.scenario() + (metric.prompt() == null ? "" : " with " + metric.prompt());
    }
}

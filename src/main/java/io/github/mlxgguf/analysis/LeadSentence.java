package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What was found about a pair, in one line, from the judged rows alone. */
final class LeadSentence {
    private static final String PREFERRED_SCENARIO = "simple-generation";
    private static final List<Figure> OF_A_SCENARIO =
            List.of(Figure.DECODE_TOKENS_PER_SECOND, Figure.TTFT_MS, Figure.HEADLINE_BYTES);
    private static final List<Figure> OF_LOADS = List.of(Figure.LOAD_SECONDS, Figure.FIRST_LOAD_SECONDS);

    private LeadSentence() {}

    static String of(PairEvidence pair, List<MetricFinding> rows, PairStatus status) {
        if (rows.stream()
                .allMatch(row ->
                        row.metric().baseline().n() + row.metric().candidate().n() == 0)) {
            return "Nothing was measured." + because(status);
        }
        for (SideEvidence side : pair.sides()) {
            if (!side.measuredSomething()) {
                return "Nothing was measured on " + side.label() + ", so there is no comparison." + because(status);
            }
        }
        List<MetricFinding> shown = choose(rows);
        List<String> clauses = new ArrayList<>();
        for (MetricFinding row : shown) {
            clauses.add(clause(pair, row));
        }
        return capitalise(String.join("; ", clauses)) + "." + exception(status);
    }

    private static List<MetricFinding> choose(List<MetricFinding> rows) {
        String scenario = rows.stream()
                .filter(row -> OF_A_SCENARIO.contains(row.figure()))
                .map(row -> row.metric().scenario())
                .reduce((first, other) -> other.equals(PREFERRED_SCENARIO) ? other : first)
                .orElse("");
        List<MetricFinding> chosen = OF_A_SCENARIO.stream()
                // Where a scenario has a row for each prompt, the first stands for all of them; its clause names it.
                .flatMap(figure -> rows.stream()
                        .filter(row -> row.figure() == figure
                                && row.metric().scenario().equals(scenario))
                        .filter(LeadSentence::hasAnyValue)
                        .limit(1))
                .toList();
        return !chosen.isEmpty()
                ? chosen
                : rows.stream()
                        .filter(row -> OF_LOADS.contains(row.figure()))
                        .filter(LeadSentence::hasAnyValue)
                        .limit(1)
                        .toList();
    }

    private static boolean hasAnyValue(MetricFinding row) {
        return row.metric().baseline().n() + row.metric().candidate().n() > 0;
    }

    private static String clause(PairEvidence pair, MetricFinding row) {
        Metric metric = row.metric();
        String phrase = row.figure().phrase() + place(metric);
        Ratio ratio = metric.ratio();
        Double value = ratio.value();
        if (value == null) {
            return phrase + " not compared (" + Objects.requireNonNullElse(row.why(), "no ratio") + ")";
        }
        String of = pair.candidate().label() + " " + Numbers.figure(value) + " × "
                + pair.baseline().label();
        String interval = ratio.low() == null || ratio.high() == null
                ? ""
                : "95 % interval " + Numbers.figure(ratio.low()) + " to " + Numbers.figure(ratio.high()) + ", ";
        return phrase + " " + of + " (" + interval + verdict(pair, row) + ")";
    }

    /** Nothing for what a reader takes for granted: the standard prompt, and loads. */
    private static String place(Metric metric) {
        if (metric.scenario().equals(PREFERRED_SCENARIO) || metric.scenario().equals(LoadFigures.SCENARIO)) {
            return "";
        }
        return " in " + metric.scenario() + (metric.prompt() == null ? "" : " with " + metric.prompt());
    }

    private static String verdict(PairEvidence pair, MetricFinding row) {
        return switch (row.metric().verdict()) {
            case BASELINE -> pair.baseline().label() + " is better";
            case CANDIDATE -> pair.candidate().label() + " is better";
            case EQUAL -> "practically equal";
            case UNDECIDED ->
                row.metric().provisional() ? Objects.requireNonNullElse(row.why(), "provisional") : "undecided";
            case WITHHELD -> "no verdict: " + Objects.requireNonNullElse(row.why(), "not comparable");
        };
    }

    private static String exception(PairStatus status) {
        return switch (status.status()) {
            case "failed" -> " Something failed on the way, see below.";
            case "incomplete" -> " Not everything could run, see below.";
            default -> "";
        };
    }

    private static String because(PairStatus status) {
        if (status.reason() == null) {
            return "";
        }
        return " " + status.reason() + (status.reason().endsWith(".") ? "" : ".");
    }

    private static String capitalise(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}

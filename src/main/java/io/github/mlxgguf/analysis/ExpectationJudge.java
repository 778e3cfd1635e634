package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.FailureRow;
import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.Outcome;
import io.github.mlxgguf.analysis.summary.RunSummary.JudgedExpectation;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.config.Expectation;
import io.github.mlxgguf.config.Expectation.Operator;
import io.github.mlxgguf.config.ExpectationMetric;
import io.github.mlxgguf.metric.LoadsNeeded;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.record.ExpectationInfo;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Holds a pair's figures against what the config expected of them.
 *
 * @param rows the pair's judged rows
 * @param incomplete the pair's own
 * @param failures the pair's own
 */
record ExpectationJudge(
        PairEvidence pair,
        Grade grade,
        List<MetricFinding> rows,
        List<Leak> leaks,
        List<IncompleteCell> incomplete,
        List<FailureRow> failures) {

    /** All judgements, in the order of the run record. */
    List<JudgedExpectation> judge() {
        return pair.info().expectations().stream().map(this::judge).toList();
    }

    private JudgedExpectation judge(ExpectationInfo info) {
        ExpectationMetric metric = ExpectationMetric.fromId(info.metric()).orElse(null);
        Operator operator = Operator.fromSign(info.operator()).orElse(null);
        if (metric == null || operator == null) {
            return new JudgedExpectation(
                    info.metric(),
                    info.scenario(),
                    info.operator() + " " + Numbers.exact(info.bound()),
                    Outcome.UNKNOWN,
                    "Not measurable: this version of the suite does not know this expectation.");
        }
        String expected = new Expectation(metric, info.scenario(), operator, info.bound()).expected();
        Bound bound = new Bound(operator, info.bound());
        Judged judged = metric == ExpectationMetric.LEAK_MB_PER_REQUEST
                ? LeakExpectation.judge(bound, expected, pair, leaks)
                : judgeRatio(metric, info.scenario(), bound, expected);
        return new JudgedExpectation(metric.id(), info.scenario(), expected, judged.outcome(), judged.text());
    }

    /** An outcome with its sentence. */
    record Judged(Outcome outcome, String text) {}

    /**
     * By the row of the scenario as a whole; where there is none, because the scenario asks several prompts, every prompt must meet
     * the bound, as every build must with leaks.
     */
    private Judged judgeRatio(ExpectationMetric metric, String scenario, Bound bound, String expected) {
        List<MetricFinding> all = rows.stream()
                .filter(row -> row.figure().id().equals(metric.summaryMetric())
                        && row.metric().scenario().equals(scenario))
                .toList();
        if (all.isEmpty()) {
            return unknown("this run has no " + phrase(metric) + " in " + scenario, cause(pair.sides(), scenario));
        }
        return all.stream()
                .filter(row -> row.metric().prompt() == null)
                .findFirst()
                .map(whole -> judgeRow(whole, scenario, bound, expected))
                .orElseGet(() -> judgePrompts(all, scenario, bound, expected));
    }

    private Judged judgePrompts(List<MetricFinding> prompts, String scenario, Bound bound, String expected) {
        List<Judged> judged = prompts.stream()
                .map(row -> judgeRow(row, scenario, bound, expected))
                .toList();
        Judged worst = judged.stream().reduce(ExpectationJudge::worse).orElseThrow();
        if (judged.size() == 1) {
            return worst;
        }
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            outcomes.add(prompts.get(i).metric().prompt() + " "
                    + judged.get(i).outcome().id());
        }
        return new Judged(
                worst.outcome(),
                "Judged prompt by prompt, and the worst counts: " + String.join(", ", outcomes) + ". " + worst.text());
    }

    /** The first of the worst: one prompt that surely misses the bound is enough, and one that cannot be told leaves the whole open. */
    private static Judged worse(Judged one, Judged other) {
        List<Outcome> fromTheWorst = List.of(Outcome.VIOLATED, Outcome.UNKNOWN, Outcome.UNDECIDED, Outcome.MET);
        return fromTheWorst.indexOf(other.outcome()) < fromTheWorst.indexOf(one.outcome()) ? other : one;
    }

    private Judged judgeRow(MetricFinding row, String scenario, Bound bound, String expected) {
        SideFigure baseline = row.metric().baseline();
        SideFigure candidate = row.metric().candidate();
        if (baseline.n() == 0 || candidate.n() == 0) {
            List<SideEvidence> missing = pair.sides().stream()
                    .filter(side -> (side.side() == Side.BASELINE ? baseline : candidate).n() == 0)
                    .toList();
            return unknown(
                    row.figure().phrase() + " in " + place(row.metric()) + " has "
                            + Objects.requireNonNullElse(row.why(), "no value for either build"),
                    cause(missing, scenario));
        }
        Double value = row.metric().ratio().value();
        if (value == null || !grade.allowsVerdicts()) {
            return new Judged(
                    Outcome.UNKNOWN,
                    "No judgement: " + figure(row) + values(row.metric()) + ", but "
                            + Objects.requireNonNullElse(row.why(), "the two have no ratio") + ".");
        }
        return judgeInterval(row, value, bound, expected);
    }

    private Judged judgeInterval(MetricFinding row, double value, Bound bound, String expected) {
        Ratio ratio = row.metric().ratio();
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            int more = PairedRatio.MIN_ROUNDS - row.pairedLoads();
            return new Judged(
                    Outcome.UNDECIDED,
                    "Undecided: " + figure(row) + values(row.metric()) + ", " + expected
                            + " was expected, and an interval"
                            + " needs " + PairedRatio.MIN_ROUNDS + " loads of each build: "
                            + needed(Numbers.count(more), more) + ".");
        }
        Outcome outcome = bound.judge(low, high);
        String figures = figure(row) + values(row.metric());
        return new Judged(
                outcome,
                switch (outcome) {
                    case MET -> "Met: " + figures + ", and all of the interval is " + expected + ".";
                    case VIOLATED -> "Violated: " + figures + ", and none of the interval is " + expected + ".";
                    default ->
                        "Undecided: " + figures + ", and only a part of the interval is " + expected + ": "
                                + estimate(row.pairedLoads(), value, low, high, bound.value()) + ".";
                });
    }

    /** The interval is symmetric on the logarithmic scale, on which it was made. */
    private static String estimate(int loads, double value, double low, double high, double bound) {
        OptionalInt more = LoadsNeeded.beyond(
                loads,
                (StrictMath.log(high) - StrictMath.log(low)) / 2,
                Math.abs(StrictMath.log(value) - StrictMath.log(bound)));
        return more.isPresent()
                ? "about " + needed(Numbers.count(more.getAsInt()), more.getAsInt()) + " if they spread as these did"
                : "more than " + needed(Numbers.count(LoadsNeeded.MOST), LoadsNeeded.MOST)
                        + ", because the ratio is so near to the bound";
    }

    private static String needed(String number, int count) {
        return number + " more " + (count == 1 ? "load" : "loads") + " needed";
    }

    private String figure(MetricFinding row) {
        Ratio ratio = row.metric().ratio();
        Double value = ratio.value();
        String where = row.figure().phrase() + " in " + place(row.metric()) + " is ";
        if (value == null) {
            return where + median(row, row.metric().baseline()) + " for "
                    + pair.baseline().label() + " and "
                    + median(row, row.metric().candidate()) + " for "
                    + pair.candidate().label();
        }
        String interval = ratio.low() == null || ratio.high() == null
                ? ""
                : ", 95 % interval " + Numbers.interval(ratio.low(), ratio.high());
        return where + pair.candidate().label() + " " + Numbers.ratioValue(value, ratio.low(), ratio.high()) + " × "
                + pair.baseline().label() + interval;
    }

    private static String place(Metric metric) {
        return metric.scenario() + (metric.prompt() == null ? "" : " with " + metric.prompt());
    }

    private static String median(MetricFinding row, SideFigure figure) {
        Double median = figure.median();
        return row.figure() == Figure.HEADLINE_BYTES
                ? Numbers.bytes(median == null ? null : Math.round(median))
                : Numbers.figure(median) + " " + row.metric().unit();
    }

    private String values(Metric metric) {
        String baseline = values(metric.baseline());
        String candidate = values(metric.candidate());
        return baseline.equals(candidate)
                ? " (each " + baseline + ")"
                : " (" + pair.baseline().label() + " " + baseline + ", "
                        + pair.candidate().label() + " " + candidate + ")";
    }

    private static String values(SideFigure figure) {
        return Numbers.counted(figure.n(), "value") + " from " + Numbers.counted(figure.loads(), "load");
    }

    private static Judged unknown(String what, @Nullable String cause) {
        return new Judged(
                Outcome.UNKNOWN,
                "Not measurable: " + what + "."
                        + (cause == null ? "" : " " + cause + (cause.endsWith(".") ? "" : ".")));
    }

    /** Why one of the builds has no figure in a scenario: what could not run, else what failed; null if neither is on record. */
    private @Nullable String cause(List<SideEvidence> sides, String scenario) {
        for (SideEvidence side : sides) {
            for (IncompleteCell cell : incomplete) {
                if (cell.label().equals(side.label()) && cell.scenario().equals(scenario)) {
                    return cell.label() + ": " + cell.reason();
                }
            }
            for (FailureRow failure : failures) {
                if (failure.label().equals(side.label()) && concerns(failure, scenario)) {
                    return failure.label() + ", round " + failure.round() + ", " + failure.what() + ": "
                            + failure.message();
                }
            }
        }
        return null;
    }

    private static boolean concerns(FailureRow failure, String scenario) {
        return failure.what().startsWith("load") || failure.what().contains(scenario);
    }

    private static String phrase(ExpectationMetric metric) {
        for (Figure figure : Figure.values()) {
            if (figure.id().equals(metric.summaryMetric())) {
                return figure.phrase();
            }
        }
        return metric.id();
    }
}

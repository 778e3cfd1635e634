package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.ExpectationJudge.Judged;
import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.Outcome;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.leak.CourseJudge;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the memory that the workers of both builds keep with every request against a bound; each load of each build must meet it. */
final class LeakExpectation {
    private LeakExpectation() {}

    static Judged judge(Bound bound, String expected, PairEvidence pair, List<Leak> leaks) {
        if (leaks.isEmpty()) {
            return new Judged(Outcome.UNKNOWN, "Not measurable: this run has no leak figure.");
        }
        List<String> clauses = new ArrayList<>();
        Outcome worst = Outcome.MET;
        for (SideEvidence side : pair.sides()) {
            Leak leak = worst(bound, side, leaks);
            Outcome outcome = outcome(bound, leak);
            clauses.add(clause(side, leak));
            worst = worse(worst, outcome);
        }
        String figures = "memory kept per request is " + String.join(" and ", clauses);
        return new Judged(
                worst,
                switch (worst) {
                    case MET -> "Met: " + figures + ", and " + expected + " was expected of each.";
                    case VIOLATED -> "Violated: " + figures + ", and " + expected + " was expected of each.";
                    case UNDECIDED ->
                        "Undecided: " + figures + ", and " + expected
                                + " was expected of each; more prompts (scenarios.leak-detection.prompts) narrow an interval.";
                    case UNKNOWN -> "Not measurable: " + figures + ".";
                });
    }

    /** Of several loads of a build the one that is furthest from meeting the bound, then the one that keeps the most. */
    private static @Nullable Leak worst(Bound bound, SideEvidence side, List<Leak> leaks) {
        Leak worst = null;
        for (Leak leak : leaks) {
            if (leak.variant().equals(side.side().id())
                    && !CellMemory.COMMITTED.equals(leak.metric())
                    && (worst == null || isWorse(bound, leak, worst))) {
                worst = leak;
            }
        }
        return worst;
    }

    private static boolean isWorse(Bound bound, Leak leak, Leak than) {
        Outcome outcome = outcome(bound, leak);
        Outcome other = outcome(bound, than);
        return outcome == other ? slope(leak) > slope(than) : worse(outcome, other) == outcome;
    }

    private static double slope(Leak leak) {
        Double slope = leak.mbPerRequest();
        return slope == null ? Double.NEGATIVE_INFINITY : slope;
    }

    private static Outcome outcome(Bound bound, @Nullable Leak leak) {
        if (leak == null || leak.mbPerRequest() == null) {
            return Outcome.UNKNOWN;
        }
        Double low = leak.low();
        Double high = leak.high();
        return low == null || high == null ? Outcome.UNDECIDED : bound.judge(low, high);
    }

    /** One build that surely misses the bound is enough; one that cannot be told leaves the whole open. */
    private static Outcome worse(Outcome one, Outcome other) {
        for (Outcome outcome : List.of(Outcome.VIOLATED, Outcome.UNKNOWN, Outcome.UNDECIDED)) {
            if (one == outcome || other == outcome) {
                return outcome;
            }
        }
        return Outcome.MET;
    }

    private static String clause(SideEvidence side, @Nullable Leak leak) {
        if (leak == null) {
            return "unknown for " + side.label();
        }
        if (leak.mbPerRequest() == null) {
            return "unknown for " + side.label() + " (" + Numbers.counted(leak.n(), "request") + ", and "
                    + Numbers.count(CourseJudge.MIN_REQUESTS) + " are needed)";
        }
        Double low = leak.low();
        Double high = leak.high();
        return Numbers.figure(leak.mbPerRequest()) + " MB for " + side.label()
                + (low == null || high == null
                        ? " (no interval)"
                        : " (95 % interval " + Numbers.figure(low) + " to " + Numbers.figure(high) + ")");
    }
}

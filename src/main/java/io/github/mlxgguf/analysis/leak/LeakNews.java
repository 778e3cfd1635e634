package io.github.mlxgguf.analysis.leak;

import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a verdict on a pair must not leave out: that the memory of a build's own process grows. Committed memory of the whole system
 * is no news, since other programs move it too.
 */
public final class LeakNews {
    /** The worst first; other classes are no news. */
    private static final List<LeakClass> WORST_FIRST = List.of(LeakClass.LINEAR, LeakClass.STEP, LeakClass.GROWTH);

    private LeakNews() {}

    /** One clause for each build whose worker grew on a load, of its worst class; without a full stop. */
    public static List<String> of(List<LeakFinding> findings) {
        List<String> news = new ArrayList<>();
        for (Side side : Side.values()) {
            List<LeakFinding> loads = findings.stream()
                    .filter(finding ->
                            finding.course().side() == side && finding.course().isWorker())
                    .toList();
            for (LeakClass kind : WORST_FIRST) {
                List<LeakFinding> ofKind = loads.stream()
                        .filter(finding -> finding.leakClass() == kind)
                        .toList();
                if (!ofKind.isEmpty()) {
                    news.add(clause(ofKind, loads.size()));
                    break;
                }
            }
        }
        return news;
    }

    /** The load that grew most stands for the others of its class. */
    private static String clause(List<LeakFinding> ofKind, int loads) {
        LeakFinding worst = ofKind.stream()
                .max(Comparator.comparingDouble(LeakNews::amount))
                .orElseThrow();
        String start = worst.course().label() + "'s worker ";
        int requests = worst instanceof LeakFinding.LinearLeak linear
                ? linear.slope().n()
                : worst.course().requests();
        String rests = Numbers.counted(requests, "request") + ", " + share(ofKind.size(), loads);
        if (worst instanceof LeakFinding.LinearLeak linear) {
            return start + "grows by " + Numbers.figure(linear.slope().slope()) + " MB with every request ("
                    + Numbers.figure(linear.slope().low()) + " to "
                    + Numbers.figure(linear.slope().high()) + ", " + rests + ")";
        } else if (worst instanceof LeakFinding.StepGrowth step) {
            return start + "jumped by about " + Numbers.figure(step.rise()) + " MB (" + rests + ")";
        } else if (worst instanceof LeakFinding.OpenGrowth open && open.slope().low() > 0) {
            return start + "grew by " + Numbers.figure(open.slope().slope())
                    + " MB per request, of a kind that is open ("
                    + Numbers.figure(open.slope().low()) + " to "
                    + Numbers.figure(open.slope().high()) + ", " + rests + ")";
        }
        return start + "grew unevenly, of a kind that is open (" + rests + ")";
    }

    private static String share(int ofKind, int loads) {
        String all = Numbers.counted(loads, "load");
        if (ofKind == 1) {
            return loads == 1 ? all : "1 of " + all;
        }
        return "the most of " + Numbers.count(ofKind) + " of " + all;
    }

    private static double amount(LeakFinding finding) {
        if (finding instanceof LeakFinding.LinearLeak linear) {
            return linear.slope().slope();
        } else if (finding instanceof LeakFinding.StepGrowth step) {
            return step.rise();
        }
        return finding instanceof LeakFinding.OpenGrowth open ? open.rise() : 0;
    }
}

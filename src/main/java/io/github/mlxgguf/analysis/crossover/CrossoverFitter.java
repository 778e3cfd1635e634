package io.github.mlxgguf.analysis.crossover;

import io.github.mlxgguf.analysis.crossover.CrossoverMap.Fit;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.PairedRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits the time of a request of both builds and maps who answers sooner. Each round is fitted by itself, so that the ratio of two
 * predictions is paired by round and has the same interval as every other ratio of the report; the shown figures are the fit of all
 * rounds together.
 */
public final class CrossoverFitter {
    /** A fit that misses held-out prompts by more than this share of what was measured names no winner. */
    static final double MAX_HELD_OUT_ERROR = 0.15;

    private static final int SHORTEST_PROMPT = 32;
    private static final int LONGEST_PROMPT = 32_768;
    private static final int SHORTEST_OUTPUT = 16;
    private static final int LONGEST_OUTPUT = 2048;

    private CrossoverFitter() {}

    /**
     * The map of a pair.
     *
     * @param grade of the pair's certificate; below C no winner is named
     * @param practicalEquivalence half-width of the band around 1 in which a ratio is called equal
     */
    public static CrossoverFinding fit(PairEvidence pair, Grade grade, double practicalEquivalence) {
        List<RequestCell> allBaseline = RequestCell.of(pair.baseline());
        List<RequestCell> allCandidate = RequestCell.of(pair.candidate());
        @Nullable String missing = missing(pair.baseline(), allBaseline);
        if (missing == null) {
            missing = missing(pair.candidate(), allCandidate);
        }
        SameWork same = SameWork.of(allBaseline, allCandidate);
        List<RequestCell> baseline = same.baseline();
        List<RequestCell> candidate = same.candidate();
        if (missing == null && (bearsNone(baseline) || bearsNone(candidate))) {
            missing =
                    "No crossover: the prompts that both builds answered in every round are too few, or too alike in length.";
        }
        RequestTime baselineTime = RequestTime.fit(baseline);
        RequestTime candidateTime = RequestTime.fit(candidate);
        if (missing != null || baselineTime == null || candidateTime == null) {
            return new CrossoverFinding.NotFitted(Objects.requireNonNullElse(
                    missing, "No crossover: the time to first text does not grow with the prompt."));
        }
        LengthRange prompts = LengthRange.ofBoth(promptTokens(baseline), promptTokens(candidate));
        LengthRange outputs = LengthRange.ofBoth(outputTokens(baseline), outputTokens(candidate));
        List<Integer> columns = prompts.steps(SHORTEST_PROMPT, LONGEST_PROMPT);
        List<Integer> rows = outputs.steps(SHORTEST_OUTPUT, LONGEST_OUTPUT);
        if (columns.isEmpty() || rows.isEmpty()) {
            return new CrossoverFinding.NotFitted(
                    "No crossover: " + pair.baseline().label() + " and "
                            + pair.candidate().label() + " were not measured on requests of like lengths.");
        }
        Fit baselineFit = shown(pair.baseline(), baselineTime, baseline);
        Fit candidateFit = shown(pair.candidate(), candidateTime, candidate);
        Map<Integer, RequestTime> baselineByRound = byRound(baseline);
        Map<Integer, RequestTime> candidateByRound = byRound(candidate);
        @Nullable
        String noWinner = noWinner(grade, baselineFit, candidateFit, pairedRounds(baselineByRound, candidateByRound));
        int context = context(pair);
        List<List<Zone>> zones = new ArrayList<>();
        for (int output : rows) {
            List<Zone> row = new ArrayList<>();
            for (int prompt : columns) {
                if (!prompts.holds(prompt) || !outputs.holds(output) || prompt + output > context) {
                    row.add(Zone.UNMEASURED);
                } else if (noWinner != null) {
                    row.add(Zone.UNDECIDED);
                } else {
                    row.add(zone(
                            PairedRatio.ofRounds(
                                    predictions(baselineByRound, prompt, output),
                                    predictions(candidateByRound, prompt, output)),
                            practicalEquivalence));
                }
            }
            zones.add(row);
        }
        List<String> sentences = noWinner != null
                ? List.of(noWinner)
                : CrossoverSentences.of(
                        pair.baseline().label(),
                        pair.candidate().label(),
                        columns,
                        rows,
                        zones,
                        LengthRange.measured(outputTokens(baseline), outputTokens(candidate)));
        return new CrossoverFinding.Fitted(
                new CrossoverMap(baselineFit, candidateFit, columns, rows, zones, sentences));
    }

    private static boolean bearsNone(List<RequestCell> cells) {
        return RequestTime.perToken(cells).isEmpty() || !RequestTime.spreads(cells);
    }

    /** Tokens that prompt and answer may have together on every load of both builds; no bound where none is known. */
    private static int context(PairEvidence pair) {
        return pair.sides().stream()
                .flatMap(SideEvidence::goodLoads)
                .map(load -> load.effectiveConfig().contextLength() != null
                        ? load.effectiveConfig().contextLength()
                        : load.requestedConfig().contextLength())
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(Integer.MAX_VALUE);
    }

    private static Zone zone(@Nullable PairedRatio ratio, double practicalEquivalence) {
        Double low = ratio == null ? null : ratio.low();
        Double high = ratio == null ? null : ratio.high();
        if (low == null || high == null || (low >= 1 - practicalEquivalence && high <= 1 + practicalEquivalence)) {
            return Zone.UNDECIDED;
        }
        return low > 1 ? Zone.BASELINE : high < 1 ? Zone.CANDIDATE : Zone.UNDECIDED;
    }

    private static @Nullable String missing(SideEvidence side, List<RequestCell> cells) {
        if (cells.isEmpty()) {
            return "No crossover: nothing was measured with a cold prompt cache on " + side.label() + ".";
        }
        if (RequestTime.perToken(cells).isEmpty()) {
            return "No crossover: no answer of " + side.label() + " was long enough to time its tokens.";
        }
        if (!RequestTime.spreads(cells)) {
            return "No crossover: the prompts of " + side.label() + " are too alike in length ("
                    + lengths(
                            promptTokens(cells).min().orElseThrow(),
                            promptTokens(cells).max().orElseThrow())
                    + " tokens) to tell the cost of a token from that of a request; context-stress asks longer ones.";
        }
        return null;
    }

    /** Why no winner is named anywhere, in one sentence; null if some may be. */
    private static @Nullable String noWinner(Grade grade, Fit baseline, Fit candidate, int rounds) {
        if (!grade.allowsVerdicts()) {
            return "No winner is named: the certificate is " + grade + ", the two builds are not the same work.";
        }
        for (Fit fit : List.of(baseline, candidate)) {
            Double error = fit.heldOutError();
            if (error == null) {
                return "No winner is named: the fit of " + fit.label()
                        + " could not be checked; that takes prompts of at least three lengths.";
            }
            if (error > MAX_HELD_OUT_ERROR) {
                return "No winner is named: the fit of " + fit.label() + " misses prompts that it has not seen by "
                        + Numbers.percent(error) + " (median); the bound is " + Numbers.percent(MAX_HELD_OUT_ERROR)
                        + ".";
            }
        }
        return rounds >= PairedRatio.MIN_ROUNDS
                ? null
                : "No winner is named: prompts of different lengths were measured on both builds in "
                        + Numbers.counted(rounds, "round") + ", an interval needs " + PairedRatio.MIN_ROUNDS + ".";
    }

    private static Fit shown(SideEvidence side, RequestTime time, List<RequestCell> cells) {
        HeldOut heldOut = HeldOut.of(cells);
        return new Fit(
                side.label(),
                time.untilFirstText().intercept(),
                time.untilFirstText().slope(),
                time.msPerOutputToken(),
                cells.stream().mapToInt(RequestCell::requests).sum(),
                heldOut.requests(),
                heldOut.error());
    }

    /** The fits of the rounds that bear one. */
    private static Map<Integer, RequestTime> byRound(List<RequestCell> cells) {
        Map<Integer, RequestTime> fits = new TreeMap<>();
        cells.stream().collect(Collectors.groupingBy(RequestCell::round)).forEach((round, ofRound) -> {
            RequestTime fit = RequestTime.fit(ofRound);
            if (fit != null) {
                fits.put(round, fit);
            }
        });
        return fits;
    }

    private static int pairedRounds(Map<Integer, RequestTime> baseline, Map<Integer, RequestTime> candidate) {
        return (int) baseline.keySet().stream().filter(candidate::containsKey).count();
    }

    private static Map<Integer, Double> predictions(Map<Integer, RequestTime> fits, int prompt, int output) {
        Map<Integer, Double> times = new TreeMap<>();
        fits.forEach((round, fit) -> times.put(round, fit.predictMs(prompt, output)));
        return times;
    }

    private static DoubleStream promptTokens(List<RequestCell> cells) {
        return cells.stream().mapToDouble(RequestCell::promptTokens);
    }

    private static DoubleStream outputTokens(List<RequestCell> cells) {
        return cells.stream()
                .map(RequestCell::outputTokens)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue);
    }

    private static String lengths(double shortest, double longest) {
        String from = Numbers.count((long) shortest);
        String to = Numbers.count((long) longest);
        return from.equals(to) ? "all of " + from : from + " to " + to;
    }
}

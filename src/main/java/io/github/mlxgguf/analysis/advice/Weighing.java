package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.LoadsNeeded;
import io.github.mlxgguf.trace.Side;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From judged rows to advice. A build is named only if a verdict names it, no other verdict names the other build, and none is
 * still open.
 *
 * @param scenario what has to run for there to be figures
 * @param flip what else would turn a choice into the other build, or null
 */
record Weighing(PairFacts facts, String scenario, @Nullable Flip flip) {
    /** What a certificate has to become before a build may be named. */
    static final String BETTER_CERTIFICATE =
            "a certificate of C or better; the reasons of the certificate say what stands in the way";

    /** Tells what would turn a choice. */
    @FunctionalInterface
    interface Flip {
        /** A clause, or null where nothing is known that would. */
        @Nullable
        String awayFrom(Side chosen);
    }

    Advice weigh(List<Ground> grounds) {
        List<Ground> measured =
                grounds.stream().filter(Ground::isMeasuredOnBoth).toList();
        if (measured.isEmpty()) {
            return new Advice.NotMeasured(
                    grounds.isEmpty()
                            ? scenario + " gave no figure for either build"
                            : grounds.stream().map(Ground::values).collect(Collectors.joining("; ")),
                    "a run in which both builds get through " + scenario);
        }
        String because = measured.stream().map(Ground::sentence).collect(Collectors.joining("; "));
        if (!facts.grade().allowsVerdicts()) {
            return new Advice.Withheld(because, BETTER_CERTIFICATE);
        }
        List<Ground> comparable = measured.stream()
                .filter(ground -> ground.verdict() != Verdict.WITHHELD)
                .toList();
        if (comparable.isEmpty()) {
            return new Advice.Withheld(because, "figures that can be compared; the reason stands beside each");
        }
        List<Ground> withheld = measured.stream()
                .filter(ground -> ground.verdict() == Verdict.WITHHELD)
                .toList();
        return decide(comparable, withheld, because);
    }

    private Advice decide(List<Ground> grounds, List<Ground> withheld, String because) {
        Set<Side> named = EnumSet.noneOf(Side.class);
        grounds.forEach(ground -> ground.better().ifPresent(named::add));
        if (named.size() == 2) {
            return new Advice.Undecided(
                    "the figures name different builds: " + because,
                    "knowing which of them counts more: " + counts(grounds, Side.BASELINE) + " for "
                            + facts.label(Side.BASELINE) + ", " + counts(grounds, Side.CANDIDATE) + " for "
                            + facts.label(Side.CANDIDATE));
        }
        List<Ground> open = grounds.stream()
                .filter(ground -> ground.verdict() == Verdict.UNDECIDED)
                .toList();
        // Memory of short prompts alone says too little: that of long ones may turn it.
        boolean lacksMemory = withheld.stream().anyMatch(ground -> ground.row().figure() == Figure.HEADLINE_BYTES);
        if (!open.isEmpty() || lacksMemory) {
            return new Advice.Undecided(
                    because,
                    Stream.concat(open.isEmpty() ? Stream.empty() : Stream.of(rounds(open)), comparable(withheld))
                            .collect(Collectors.joining("; ")));
        }
        return named.isEmpty()
                ? new Advice.Either(
                        because,
                        "a difference of less than " + Numbers.percent(facts.practicalEquivalence())
                                + " that matters to you (report.practical_equivalence)")
                : choose(named.iterator().next(), because);
    }

    private Advice choose(Side side, String because) {
        @Nullable String turned = flip == null ? null : flip.awayFrom(side);
        return new Advice.Choose(side, because, (turned == null ? "" : turned + "; ") + otherBuilds(facts));
    }

    /** What every choice hangs on. */
    static String otherBuilds(PairFacts facts) {
        return "another quantisation than " + build(facts, Side.BASELINE) + " and " + build(facts, Side.CANDIDATE)
                + ", another engine version or another machine";
    }

    private static String build(PairFacts facts, Side side) {
        return facts.label(side) + " " + facts.side(side).variant().quantization();
    }

    /** What no further round brings. */
    private static Stream<String> comparable(List<Ground> withheld) {
        return withheld.stream()
                .map(ground -> "a new run in which " + ground.name()
                        + " can be compared, since more rounds of this one do not change that");
    }

    private static String counts(List<Ground> grounds, Side side) {
        return grounds.stream()
                .filter(ground -> ground.better().filter(side::equals).isPresent())
                .map(Ground::row)
                .map(row -> row.figure().phrase()
                        + (row.figure() == Figure.HEADLINE_BYTES
                                ? " in " + row.metric().scenario()
                                : ""))
                .collect(Collectors.joining(" and "));
    }

    /** How many rounds would close what is open: the most that any of them needs. */
    static String rounds(List<Ground> open) {
        List<Metric> metrics =
                open.stream().map(ground -> ground.row().metric()).toList();
        if (metrics.stream().anyMatch(metric -> metric.moreRounds() == null)) {
            return "more than " + Numbers.counted(LoadsNeeded.MOST, "more round")
                    + ", or a quieter machine, on which the loads spread less";
        }
        int most = metrics.stream()
                .map(Metric::moreRounds)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        String counted = Numbers.counted(most, "more round");
        return metrics.stream().anyMatch(Metric::provisional)
                ? "at least " + counted + ", since an interval needs 3 loads of each build"
                : "about " + counted + ", if the loads keep their ratio and spread";
    }
}

package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a pair comes to, from its decisive figures alone: decode speed, time to first text and peak memory growth, or a load time where
 * nothing was generated. A build is named as a winner only where a whole interval says so.
 */
public sealed interface PairVerdict {
    /** The verdict in one line, without a full stop. */
    String headline();

    /** What it rests on, without a full stop. */
    String confidence();

    /** The verdict as a sentence, with whatever else must stand beside it. */
    default String sentence() {
        return headline() + ".";
    }

    /** What it rests on, as a sentence. */
    default String confidenceSentence() {
        return DecisiveFigures.capitalise(confidence()) + ".";
    }

    /** Whether both builds have figures. */
    default boolean isComparison() {
        return false;
    }

    /**
     * The verdict of a pair.
     *
     * @param measured labels of the builds of which anything was measured
     * @param beside what must not be missing beside the verdict
     * @param rows all judged rows of the pair
     * @param reason why the pair is not complete, or null
     */
    static PairVerdict of(
            String baseline,
            String candidate,
            Set<String> measured,
            Grade grade,
            Beside beside,
            List<MetricFinding> rows,
            @Nullable String reason) {
        if (rows.stream().noneMatch(DecisiveFigures::hasAnyValue)) {
            return new NothingMeasured(reason);
        }
        for (String label : List.of(baseline, candidate)) {
            if (!measured.contains(label)) {
                return new HalfMissing(label, beside, reason);
            }
        }
        return of(new DecisiveFigures(baseline, candidate, grade, beside, DecisiveFigures.choose(rows)));
    }

    private static PairVerdict of(DecisiveFigures figures) {
        if (!figures.grade().allowsVerdicts() || figures.all(Judgement.Withheld.class)) {
            return new NotComparable(figures);
        }
        Set<Side> better = figures.judgements(Judgement.Better.class)
                .map(Judgement.Better::side)
                .collect(Collectors.toSet());
        if (better.size() > 1) {
            return new Split(figures);
        }
        if (!better.isEmpty()) {
            return new Winner(better.iterator().next(), figures);
        }
        if (figures.any(Judgement.Provisional.class)) {
            return new Provisional(figures);
        }
        return figures.any(Judgement.Undecided.class) ? new Undecided(figures) : new Equal(figures);
    }

    /** A verdict on figures of both builds. */
    sealed interface Compared extends PairVerdict {
        /** What it rests on. */
        DecisiveFigures figures();

        @Override
        default String headline() {
            return figures().words();
        }

        @Override
        default String confidence() {
            return figures().confidence();
        }

        @Override
        default boolean isComparison() {
            return true;
        }
    }

    /** One build is better at something that is decisive, and the other at nothing. */
    record Winner(Side side, DecisiveFigures figures) implements Compared {}

    /** Each build is better at something that is decisive. */
    record Split(DecisiveFigures figures) implements Compared {}

    /** All decisive figures that could be compared are practically equal. */
    record Equal(DecisiveFigures figures) implements Compared {}

    /** Neither build is better at anything decisive, and something is open. */
    record Undecided(DecisiveFigures figures) implements Compared {}

    /** Neither build is better at anything decisive, and something has too few loads for an interval. */
    record Provisional(DecisiveFigures figures) implements Compared {
        @Override
        public String headline() {
            return "No winner yet: " + figures.clauses();
        }
    }

    /** There are figures, and nothing decisive may be compared. */
    record NotComparable(DecisiveFigures figures) implements Compared {
        @Override
        public String headline() {
            return "No winner: " + figures.clauses();
        }

        @Override
        public String confidence() {
            return figures.grade().allowsVerdicts()
                    ? figures.certificate()
                    : figures.certificate() + ": the two builds are not the same work";
        }
    }

    /**
     * Nothing was measured on one build.
     *
     * @param label of that one
     * @param beside what must not be missing beside it
     * @param reason why, or null if it is unknown
     */
    record HalfMissing(
            String label, Beside beside, @Nullable String reason) implements PairVerdict {
        @Override
        public String headline() {
            return "Nothing was measured on " + label + ", so there is no comparison";
        }

        @Override
        public String confidence() {
            return "no figure of " + label;
        }

        @Override
        public String sentence() {
            return headline() + "." + DecisiveFigures.because(reason) + beside.leaksAsSentences();
        }
    }

    /**
     * Nothing was measured on either build.
     *
     * @param reason why, or null if it is unknown
     */
    record NothingMeasured(@Nullable String reason) implements PairVerdict {
        @Override
        public String headline() {
            return "Nothing was measured";
        }

        @Override
        public String confidence() {
            return "no figure";
        }

        @Override
        public String sentence() {
            return headline() + "." + DecisiveFigures.because(reason);
        }
    }
}

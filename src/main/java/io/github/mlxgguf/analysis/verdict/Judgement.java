package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.LoadsNeeded;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.trace.Side;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What one row of the comparison says. Every word that a report has on it is made from one of these. */
public sealed interface Judgement {
    /** The word of {@code summary.json}. */
    Verdict verdict();

    /** What keeps the verdict from naming a winner, without a full stop; null where nothing does. */
    @Nullable
    String why();

    /** The verdict in words, with what keeps it from naming a winner. */
    String words(String baseline, String candidate);

    /** Rounds beyond those that there are which would decide, an estimate; empty where it is decided or nobody can tell. */
    default OptionalInt moreRounds() {
        return OptionalInt.empty();
    }

    /** The whole interval says that one build is better. */
    record Better(Side side) implements Judgement {
        @Override
        public Verdict verdict() {
            return side == Side.BASELINE ? Verdict.BASELINE : Verdict.CANDIDATE;
        }

        @Override
        public @Nullable String why() {
            return null;
        }

        @Override
        public String words(String baseline, String candidate) {
            return (side == Side.BASELINE ? baseline : candidate) + " is better";
        }
    }

    /** The whole interval lies inside the band of practical equivalence. */
    record PracticallyEqual() implements Judgement {
        @Override
        public Verdict verdict() {
            return Verdict.EQUAL;
        }

        @Override
        public @Nullable String why() {
            return null;
        }

        @Override
        public String words(String baseline, String candidate) {
            return "practically equal";
        }
    }

    /**
     * The interval includes 1 and reaches beyond the band of practical equivalence.
     *
     * @param moreRounds empty where more than {@link LoadsNeeded#MOST} would be needed
     */
    record Undecided(OptionalInt moreRounds) implements Judgement {
        @Override
        public Verdict verdict() {
            return Verdict.UNDECIDED;
        }

        @Override
        public String why() {
            return "the interval includes 1; " + rounds();
        }

        /** How many more rounds, for example {@code about 4 more rounds would decide if the loads keep their ratio and spread}. */
        public String rounds() {
            return moreRounds.isPresent()
                    ? "about " + Numbers.counted(moreRounds.getAsInt(), "more round")
                            + " would decide if the loads keep their ratio and spread"
                    : "more than " + Numbers.counted(LoadsNeeded.MOST, "more round") + " would be needed";
        }

        @Override
        public String words(String baseline, String candidate) {
            return "undecided – " + why();
        }
    }

    /**
     * Too few loads for an interval.
     *
     * @param loads of each build that make a pair
     * @param once whether the figure is one that a run has once only, so that no round adds to it
     */
    record Provisional(int loads, boolean once) implements Judgement {
        @Override
        public Verdict verdict() {
            return Verdict.UNDECIDED;
        }

        @Override
        public String why() {
            return once
                    ? "provisional: each build has one first load only"
                    : "provisional: " + Numbers.counted(loads, "load") + " of each, an interval needs "
                            + PairedRatio.MIN_ROUNDS;
        }

        @Override
        public OptionalInt moreRounds() {
            return once ? OptionalInt.empty() : OptionalInt.of(PairedRatio.MIN_ROUNDS - loads);
        }

        @Override
        public String words(String baseline, String candidate) {
            return "undecided – " + why();
        }
    }

    /** The two figures must not be compared. */
    record Withheld(WithheldReason reason) implements Judgement {
        @Override
        public Verdict verdict() {
            return Verdict.WITHHELD;
        }

        @Override
        public String why() {
            return reason.text();
        }

        @Override
        public String words(String baseline, String candidate) {
            return "withheld – " + why();
        }
    }
}

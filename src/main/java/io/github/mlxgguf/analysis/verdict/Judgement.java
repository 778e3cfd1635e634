package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.trace.Side;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What one row of the comparison says. Every word that a report has on it is made from one of these. */
public sealed interface Judgement {
    /** The word of {@code summary.json}. */
    Verdict verdict();

    /** What keeps the verdict from naming a winner; null where nothing does. */
    @Nullable
    String why();

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
    }

    /** The interval holds both sides. */
    record Undecided(String why, OptionalInt moreRounds) implements Judgement {
        @Override
        public Verdict verdict() {
            return Verdict.UNDECIDED;
        }
    }

    /** Too few loads for an interval. */
    record Provisional(String why, OptionalInt moreRounds) implements Judgement {
        @Override
        public Verdict verdict() {
            return Verdict.UNDECIDED;
        }
    }

    /** The two figures must not be compared. */
    record Withheld(String why) implements Judgement {
        @Override
        public Verdict verdict() {
            return Verdict.WITHHELD;
        }
    }
}

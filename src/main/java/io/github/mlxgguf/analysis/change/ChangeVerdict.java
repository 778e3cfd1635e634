package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.LoadsNeeded;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.OptionalInt;

/** What the interval of new divided by old says of one figure. Every word on it is made from one of these. */
public sealed interface ChangeVerdict {
    /** The word that programs read. */
    String id();

    /** The verdict in words. */
    String words();

    /** Whether there was an interval that could be judged. */
    default boolean isJudged() {
        return true;
    }

    /** Whether it lets a build fail. */
    default boolean isRegression() {
        return false;
    }

    /** Whether it is as large as a regression, and good. */
    default boolean isImprovement() {
        return false;
    }

    /**
     * The whole interval lies on the bad side of 1.
     *
     * @param beyond whether it is beyond the thresholds
     */
    record Worse(boolean beyond) implements ChangeVerdict {
        @Override
        public String id() {
            return "worse";
        }

        @Override
        public String words() {
            return beyond ? "worse" : "worse, within the thresholds";
        }

        @Override
        public boolean isRegression() {
            return beyond;
        }
    }

    /**
     * The whole interval lies on the good side of 1.
     *
     * @param beyond whether it is beyond the thresholds
     */
    record Better(boolean beyond) implements ChangeVerdict {
        @Override
        public String id() {
            return "better";
        }

        @Override
        public String words() {
            return beyond ? "better" : "better, within the thresholds";
        }

        @Override
        public boolean isImprovement() {
            return beyond;
        }
    }

    /** The whole interval lies inside the band of practical equivalence. */
    record PracticallyEqual() implements ChangeVerdict {
        @Override
        public String id() {
            return "equal";
        }

        @Override
        public String words() {
            return "practically equal";
        }
    }

    /**
     * The interval includes 1 and reaches beyond the band.
     *
     * @param moreLoads of each run that would decide, an estimate; empty where more than {@link LoadsNeeded#MOST} would be needed
     */
    record Undecided(OptionalInt moreLoads) implements ChangeVerdict {
        @Override
        public String id() {
            return "undecided";
        }

        @Override
        public String words() {
            return "undecided: the interval includes 1; "
                    + (moreLoads.isPresent()
                            ? "about " + Numbers.counted(moreLoads.getAsInt(), "more load")
                                    + " of each run would decide if they keep their ratio and spread"
                            : "more than " + Numbers.counted(LoadsNeeded.MOST, "more load")
                                    + " of each run would be needed");
        }
    }

    /**
     * Too few loads for an interval, and so never a regression.
     *
     * @param oldLoads of the older run
     * @param newLoads of the newer run
     */
    record Provisional(int oldLoads, int newLoads) implements ChangeVerdict {
        @Override
        public String id() {
            return "provisional";
        }

        @Override
        public String words() {
            return "provisional: " + oldLoads + " and " + Numbers.counted(newLoads, "load") + ", an interval needs "
                    + UnpairedRatio.MIN_LOADS + " of each run";
        }

        @Override
        public boolean isJudged() {
            return false;
        }
    }

    /** The two figures must not be compared. */
    record Withheld(ChangeReason reason) implements ChangeVerdict {
        @Override
        public String id() {
            return "withheld";
        }

        @Override
        public String words() {
            return "withheld: " + reason.text();
        }

        @Override
        public boolean isJudged() {
            return false;
        }
    }
}

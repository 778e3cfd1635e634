package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.trace.Side;

/** Which build to take, or why none is named. */
public sealed interface Advice {
    /** The word of {@code summary.json}. */
    String choice();

    /** The figures that it rests on, each with its interval and its n. */
    String because();

    /** What would change it. */
    String wouldChange();

    /** One build, because verdicts say so and none says otherwise. */
    record Choose(Side side, String because, String wouldChange) implements Advice {
        @Override
        public String choice() {
            return side.id();
        }
    }

    /** Both are practically equal in everything that counts. */
    record Either(String because, String wouldChange) implements Advice {
        @Override
        public String choice() {
            return "either";
        }
    }

    /** The figures do not say, or they say both. */
    record Undecided(String because, String wouldChange) implements Advice {
        @Override
        public String choice() {
            return "undecided";
        }
    }

    /** There are figures, and the two builds must not be compared by them. */
    record Withheld(String because, String wouldChange) implements Advice {
        @Override
        public String choice() {
            return "withheld";
        }
    }

    /** A figure is missing without which nothing can be said. */
    record NotMeasured(String because, String wouldChange) implements Advice {
        @Override
        public String choice() {
            return "unknown";
        }
    }

    /** Neither build fits into the memory that there is. */
    record NoneFits(String because, String wouldChange) implements Advice {
        @Override
        public String choice() {
            return "none";
        }
    }
}

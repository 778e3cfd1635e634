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

    /** The same advice with other words on what it rests on. */
    Advice with(String because);

    /** One build, because verdicts say so and none says otherwise. */
    record Choose(Side side, String because, String wouldChange) implements Advice {
        @Override
        public Advice with(String because) {
            return new Choose(side, because, wouldChange);
        }

        @Override
        public String choice() {
            return side.id();
        }
    }

    /** No verdict names one, and none is open. */
    record Either(String because, String wouldChange) implements Advice {
        @Override
        public Advice with(String because) {
            return new Either(because, wouldChange);
        }

        @Override
        public String choice() {
            return "either";
        }
    }

    /** The figures do not say, or they say both. */
    record Undecided(String because, String wouldChange) implements Advice {
        @Override
        public Advice with(String because) {
            return new Undecided(because, wouldChange);
        }

        @Override
        public String choice() {
            return "undecided";
        }
    }

    /** There are figures, and the two builds must not be compared by them. */
    record Withheld(String because, String wouldChange) implements Advice {
        @Override
        public Advice with(String because) {
            return new Withheld(because, wouldChange);
        }

        @Override
        public String choice() {
            return "withheld";
        }
    }

    /** A figure is missing without which nothing can be said. */
    record NotMeasured(String because, String wouldChange) implements Advice {
        @Override
        public Advice with(String because) {
            return new NotMeasured(because, wouldChange);
        }

        @Override
        public String choice() {
            return "unknown";
        }
    }

    /** Neither build fits into the memory that there is. */
    record NoneFits(String because, String wouldChange) implements Advice {
        @Override
        public Advice with(String because) {
            return new NoneFits(because, wouldChange);
        }

        @Override
        public String choice() {
            return "none";
        }
    }
}

package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.text.Numbers;

/**
 * A scenario of a build whose cells ended otherwise than before.
 *
 * @param place the scenario as a whole
 */
public record CellChange(Place place, Kind kind, Ended old, Ended now) {
    /** Which way it went. */
    public enum Kind {
        /** All passed then, and not all do now: a regression, whatever the figures say. */
        BROKE,
        /** Not all passed then, and all do now. */
        MENDED,
        /** A larger share does not pass. */
        MORE_FAILURES,
        /** A smaller share does not pass. */
        FEWER_FAILURES
    }

    /**
     * How the cells of a run ended.
     *
     * @param attempted passed, failed and broken ones, and those that were skipped since their model did not load
     */
    public record Ended(int passed, int attempted) {
        boolean allPassed() {
            return attempted > 0 && passed == attempted;
        }

        double failedShare() {
            return 1 - (double) passed / attempted;
        }

        /** For example {@code 2 of 3 cells passed}. */
        public String words() {
            return passed + " of " + Numbers.counted(attempted, "cell") + " passed";
        }
    }

    /** For example {@code Llama 3.2 1B, MLX, simple-generation: 3 of 3 cells passed, then 1 of 3 cells passed}. */
    public String sentence() {
        return place.words() + ": " + old.words() + ", then " + now.words();
    }
}

package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A scenario of a build whose cells ended otherwise than before.
 *
 * @param place the scenario as a whole
 * @param withheld why it is no change of one build; null where it is one
 */
public record CellChange(
        Place place,
        Kind kind,
        Ended old,
        Ended now,
        @Nullable ChangeReason withheld) {
    /** Which way it went. */
    public enum Kind {
        /** All passed then and not all do now, or some did and none does: a regression, whatever the figures say. */
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
     * @param requests measured ones of these cells
     * @param answered those of them that did not fail
     */
    public record Ended(int passed, int attempted, int requests, int answered) {
        boolean allPassed() {
            return attempted > 0 && passed == attempted && !silent();
        }

        boolean nonePassed() {
            return passed == 0 || silent();
        }

        double failedShare() {
            return silent() ? 1 : 1 - (double) passed / attempted;
        }

        /** A cell may call itself passed; where every request failed, nothing worked. */
        private boolean silent() {
            return requests > 0 && answered == 0;
        }

        /** For example {@code 2 of 3 cells passed}. */
        public String words() {
            return passed + " of " + Numbers.counted(attempted, "cell") + " passed"
                    + (silent() && passed > 0
                            ? " but none of their " + Numbers.counted(requests, "request") + " succeeded"
                            : "");
        }
    }

    /** For example {@code Llama 3.2 1B, MLX, simple-generation: 3 of 3 cells passed, then 1 of 3 cells passed}. */
    public String sentence() {
        return place.words() + ": " + old.words() + ", then " + now.words();
    }

    /** Whether it lets a build fail. */
    public boolean regression() {
        return kind == Kind.BROKE && withheld == null;
    }

    /** Whether a reader must know of it before the figures, though it is no regression. */
    public boolean warning() {
        return kind == Kind.MORE_FAILURES && withheld == null;
    }
}

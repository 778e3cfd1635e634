package io.github.mlxgguf.analysis.change;

import org.jspecify.annotations.Nullable;

/** Why figures of two runs are not judged against each other. */
public sealed interface ChangeReason {
    /** The reason as the end of a sentence, without a full stop. */
    String text();

    /** Another machine, or one that a run does not tell; null is unknown. */
    record OtherHardware(@Nullable String old, @Nullable String now) implements ChangeReason {
        @Override
        public String text() {
            return old == null || now == null
                    ? "the hardware of " + (old == null ? now == null ? "both runs" : "the old run" : "the new run")
                            + " is not recorded"
                    : "other hardware: " + old + ", then " + now;
        }
    }

    /** Figures that are evidence of something else; null is unknown. */
    record OtherServer(@Nullable String old, @Nullable String now) implements ChangeReason {
        @Override
        public String text() {
            return "another kind of server: " + (old == null ? "unknown" : old) + ", then "
                    + (now == null ? "unknown" : now);
        }
    }

    /**
     * Another model file.
     *
     * @param what of it differs, for example {@code quantization}
     */
    record OtherBuild(String what, String old, String now) implements ChangeReason {
        @Override
        public String text() {
            return "another build: " + what + " " + old + ", then " + now;
        }
    }

    /**
     * The same build was asked for something else.
     *
     * @param what differs, for example {@code context length}
     */
    record OtherWork(String what, String old, String now) implements ChangeReason {
        @Override
        public String text() {
            return "other work: " + what + " " + old + ", then " + now;
        }
    }

    /**
     * A run has no value of it.
     *
     * @param inOld whether the old run has one
     * @param inNew whether the new run has one
     */
    record NoValue(boolean inOld, boolean inNew) implements ChangeReason {
        @Override
        public String text() {
            return "no value in " + (inOld ? "the new run" : inNew ? "the old run" : "either run");
        }
    }

    /** A load has a value that is not above 0. */
    record NoRatio() implements ChangeReason {
        @Override
        public String text() {
            return "a load has a value that is not above 0, and a ratio to nothing has no meaning";
        }
    }

    /**
     * A run has figures of this build that cannot be.
     *
     * @param run {@code old run} or {@code new run}
     * @param finding one or more sentences
     */
    record Implausible(String run, String finding) implements ChangeReason {
        @Override
        public String text() {
            return "it cannot be in the " + run + ": "
                    + (finding.endsWith(".") ? finding.substring(0, finding.length() - 1) : finding);
        }
    }

    /** A figure that is a difference, and may rightly be 0 or less. */
    record MayBeNothing() implements ChangeReason {
        @Override
        public String text() {
            return "what is kept may be nothing or less, where a ratio has no meaning; read the figures";
        }
    }
}

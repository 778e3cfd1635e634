package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.text.Numbers;
import java.util.List;

/** Why two figures are not compared. */
public sealed interface WithheldReason {
    /** The reason as the end of a sentence, without a full stop. */
    String text();

    /** Neither build has a value. */
    record NoValue() implements WithheldReason {
        @Override
        public String text() {
            return "no value for either build";
        }
    }

    /** One build has no value. */
    record HalfMissing(String label) implements WithheldReason {
        @Override
        public String text() {
            return "no value for " + label;
        }
    }

    /** A figure that hangs on the length of the answer, where the answers are not equally long. */
    record OtherLength(String baseline, double baselineTokens, String candidate, double candidateTokens)
            implements WithheldReason {
        @Override
        public String text() {
            return "the answers differ in length: median " + Numbers.figure(baselineTokens) + " tokens by " + baseline
                    + ", " + Numbers.figure(candidateTokens) + " by " + candidate;
        }
    }

    /** Load times by different ways of loading. */
    record OtherWays(List<String> ways) implements WithheldReason {
        /** Copies the list. */
        public OtherWays {
            ways = List.copyOf(ways);
        }

        @Override
        public String text() {
            return "the builds were loaded in different ways (" + String.join(", ", ways)
                    + "), whose times are not comparable";
        }
    }

    /** The certificate allows no verdict. */
    record NotTheSameWork(Grade grade) implements WithheldReason {
        @Override
        public String text() {
            return "the certificate is " + grade + ": the two builds are not the same work";
        }
    }

    /** There are values, and no round with one above 0 for both builds. */
    record NoRatio() implements WithheldReason {
        @Override
        public String text() {
            return "a round lacks a value above 0 for one of the builds, and a ratio to nothing has no meaning";
        }
    }

    /** Memory growth of 0 or less: other programs gave memory back meanwhile. */
    record NoGrowth() implements WithheldReason {
        @Override
        public String text() {
            return "in a round memory did not grow above its baseline, and a ratio to nothing has no meaning";
        }
    }

    /** A figure that is a difference, and may rightly be 0 or less. */
    record MayBeNothing() implements WithheldReason {
        @Override
        public String text() {
            return "what is kept may be nothing or less, where a ratio has no meaning; read the figures";
        }
    }
}

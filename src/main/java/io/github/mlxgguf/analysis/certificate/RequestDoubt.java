package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.Flag;

/** A doubt about what the builds were asked, and how they answered. */
public sealed interface RequestDoubt extends Doubt {
    /** What makes requests equal. */
    String ONE_CONFIG = "Run both builds anew with one config; a resumed run must not mix two.";

    /** Another chat template or tokenizer. */
    record PromptTokensDiffer(String prompt, String baselineLabel, long baseline, String candidateLabel, long candidate)
            implements RequestDoubt {
        @Override
        public String id() {
            return "prompt_tokens_differ";
        }

        @Override
        public Grade cap() {
            return Difference.grade(Math.abs(candidate - baseline) / (double) baseline)
                    .atMost(Grade.B);
        }

        @Override
        public String text() {
            return "Prompt " + prompt + " is " + Numbers.count(baseline) + " tokens long for " + baselineLabel + " and "
                    + Numbers.count(candidate) + " for " + candidateLabel + ": another chat template or tokenizer.";
        }

        @Override
        public String remedy() {
            return "Choose builds of the same model revision, or set the same template in LM Studio.";
        }
    }

    /**
     * The requests asked for different sampling, or for answers of different length.
     *
     * @param requests of each build, in words
     */
    record SamplingDiffers(String scenario, Both<String> requests) implements RequestDoubt {
        @Override
        public String id() {
            return "sampling_differs";
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return "The requests of " + scenario + " differ: " + requests.words(words -> words) + ".";
        }

        @Override
        public String remedy() {
            return ONE_CONFIG;
        }
    }

    /** The requests set reasoning differently. */
    record ReasoningDiffers(String scenario, Both<String> settings) implements RequestDoubt {
        @Override
        public String id() {
            return "reasoning_differs";
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return "The requests of " + scenario + " set reasoning differently: " + settings.words(words -> words)
                    + ".";
        }

        @Override
        public String remedy() {
            return ONE_CONFIG;
        }
    }

    /**
     * One build thinks before it answers and the other does not.
     *
     * @param thinks label of the one that does
     * @param tokens of its reasoning in all
     * @param other label of the one that does not
     */
    record ReasoningOfOneOnly(String thinks, long tokens, String other) implements RequestDoubt {
        @Override
        public String id() {
            return "reasoning_of_one_only";
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return thinks + " reasoned (" + Numbers.count(tokens) + " tokens in all) and " + other
                    + " did not, so the two wrote different things.";
        }

        @Override
        public String remedy() {
            return "Set reasoning explicitly to what both builds can, or choose builds with the same template.";
        }
    }

    /**
     * A draft model helped, so the rate is not the model's own.
     *
     * @param label of the builds that it helped
     */
    record DraftDecoding(String label) implements RequestDoubt {
        @Override
        public String id() {
            return Flag.SPECULATIVE_DECODING.id();
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return "A draft model helped " + label + ", so its decode speed is not the model's own.";
        }

        @Override
        public String remedy() {
            return Flag.SPECULATIVE_DECODING.remedy();
        }
    }
}

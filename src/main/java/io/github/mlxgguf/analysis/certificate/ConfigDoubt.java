package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.summary.Grade;
import java.util.SortedSet;

/** A doubt about how the builds were loaded. */
public sealed interface ConfigDoubt extends Doubt {
    /** What makes contexts equal. */
    String SAME_CONTEXT = "Set load.context_length to a length that both builds accept.";

    /** The engine took a longer context than it was asked for, as MLX engines do. */
    record ContextLonger(String label, int asked, int inEffect) implements ConfigDoubt {
        @Override
        public String id() {
            return "context_longer";
        }

        @Override
        public Grade cap() {
            return Grade.B;
        }

        @Override
        public String text() {
            return label + " was asked for a context of " + asked + " tokens and has " + inEffect + ".";
        }

        @Override
        public String remedy() {
            return "The MLX engine fits the context itself; ask for " + inEffect + " tokens to have both equal.";
        }
    }

    /** The context is shorter than asked for, or longer where no engine has a reason for it. */
    record ContextNotHonoured(String label, int asked, int inEffect) implements ConfigDoubt {
        @Override
        public String id() {
            return "context_not_honoured";
        }

        @Override
        public Grade cap() {
            return Grade.D;
        }

        @Override
        public String text() {
            return label + " was asked for a context of " + asked + " tokens and has " + inEffect + ".";
        }

        @Override
        public String remedy() {
            return SAME_CONTEXT;
        }
    }

    /** Each build has what it was asked for, and that differs. */
    record ContextDiffers(Both<SortedSet<Integer>> tokens) implements ConfigDoubt {
        @Override
        public String id() {
            return "context_differs";
        }

        @Override
        public Grade cap() {
            return Grade.B;
        }

        @Override
        public String text() {
            return "The context lengths in effect differ: " + tokens.words(Object::toString) + " tokens.";
        }

        @Override
        public String remedy() {
            return SAME_CONTEXT;
        }
    }

    /** Different numbers of slots share memory and time differently. */
    record SlotsDiffer(Both<SortedSet<Integer>> slots) implements ConfigDoubt {
        @Override
        public String id() {
            return "slots_differ";
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return "The builds were loaded with different numbers of slots: " + slots.words(Object::toString) + ".";
        }

        @Override
        public String remedy() {
            return "Set load.parallel, so that both have the same.";
        }
    }

    /** Other numbers of experts are other amounts of arithmetic for a token. */
    record ExpertsDiffer(Both<SortedSet<Integer>> experts) implements ConfigDoubt {
        @Override
        public String id() {
            return "experts_differ";
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return "The builds use different numbers of experts for a token: " + experts.words(Object::toString) + ".";
        }

        @Override
        public String remedy() {
            return "Give both builds the same number of experts in LM Studio's settings of the model.";
        }
    }
}

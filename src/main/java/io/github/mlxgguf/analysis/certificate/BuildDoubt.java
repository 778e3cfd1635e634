package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.text.Numbers;
import org.jspecify.annotations.Nullable;

/** A doubt about the builds themselves. */
public sealed interface BuildDoubt extends Doubt {
    /** What removes every difference of the weights. */
    String SAME_BITS = "Choose builds with the same bits per weight.";

    /** One build gave nothing at all. */
    record HalfMissing(String label) implements BuildDoubt {
        @Override
        public String id() {
            return "half_missing";
        }

        @Override
        public Grade cap() {
            return Grade.D;
        }

        @Override
        public String text() {
            return "Nothing was measured on " + label + ", so there is nothing to compare with.";
        }

        @Override
        public String remedy() {
            return "Make " + label + " run: see what could not run and what failed.";
        }
    }

    /**
     * The names of the quantisations stand for other bits per weight, whatever sizes the server tells.
     *
     * @param quantizations as the plan names them
     * @param difference of the bits, as a share of the smaller
     */
    record BitsDiffer(Both<String> quantizations, double difference) implements BuildDoubt {
        @Override
        public String id() {
            return "bits_differ";
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return "The quantisations hold different numbers of bits per weight: " + quantizations.words(name -> name)
                    + ", " + Numbers.percent(difference) + " apart.";
        }

        @Override
        public String remedy() {
            return SAME_BITS;
        }
    }

    /** A size is not known. */
    record SizeUnknown() implements BuildDoubt {
        @Override
        public String id() {
            return "size_unknown";
        }

        @Override
        public Grade cap() {
            return Grade.B;
        }

        @Override
        public String text() {
            return "The size of a build is unknown, so the two may hold different amounts of weights.";
        }

        @Override
        public String remedy() {
            return "Use a server that reports size_bytes.";
        }
    }

    /**
     * The files differ in size.
     *
     * @param bytes size of the files
     * @param difference as a share of the baseline
     * @param intended whether the pair is about it
     */
    record SizeDiffers(Both<Long> bytes, double difference, boolean intended) implements BuildDoubt {
        @Override
        public String id() {
            return intended ? "size_differs_on_purpose" : "size_differs";
        }

        @Override
        public Grade cap() {
            return intended ? Grade.A : Difference.grade(difference);
        }

        @Override
        public String text() {
            return "The builds differ in size (" + bytes.words(Numbers::bytes) + ", " + Numbers.percent(difference)
                    + " apart), "
                    + (intended ? "which is what this pair is about." : "so they hold different amounts of weights.");
        }

        @Override
        public @Nullable String remedy() {
            return intended ? null : SAME_BITS;
        }
    }

    /**
     * The server names different numbers of parameters, beyond what rounding explains.
     *
     * @param params as the server spells them
     * @param factor the larger divided by the smaller
     */
    record ParamsDiffer(Both<String> params, double factor) implements BuildDoubt {
        /**
         * From this factor on no habit of naming explains it: 4B and 7B may be the effective and the stored weights of one model, 1B
         * and 3B are two models.
         */
        public static final double OTHER_MODEL = 2;

        @Override
        public String id() {
            return "params_differ";
        }

        @Override
        public Grade cap() {
            return factor >= OTHER_MODEL ? Grade.D : Grade.C;
        }

        @Override
        public String text() {
            return "The server names different numbers of parameters: " + params.words(name -> name) + ".";
        }

        @Override
        public String remedy() {
            return "Compare the model cards, and choose two builds of one release of the model.";
        }
    }

    /** The server names different architectures; engines have different names for one. */
    record ArchitectureDiffers(Both<String> architectures) implements BuildDoubt {
        @Override
        public String id() {
            return "architecture_differs";
        }

        @Override
        public Grade cap() {
            return Grade.B;
        }

        @Override
        public String text() {
            return "The server names different architectures: " + architectures.words(name -> name)
                    + ". Engines have names of their own for one architecture, so this may be the same model or not.";
        }

        @Override
        public String remedy() {
            return "Compare the model cards of both builds.";
        }
    }

    /**
     * Nothing proves which build answered.
     *
     * @param loads that nothing proves
     */
    record IdentityNotVerified(String label, int loads) implements BuildDoubt {
        @Override
        public String id() {
            return "identity_not_verified";
        }

        @Override
        public Grade cap() {
            return Grade.B;
        }

        @Override
        public String text() {
            return "Nothing proves that the build of " + label + " that was asked for is the one that answered ("
                    + Numbers.counted(loads, "load") + ").";
        }

        @Override
        public String remedy() {
            return "Install the lms tool beside LM Studio, so that the suite can ask it which build is loaded.";
        }
    }

    /**
     * The engine of a format changed within the run.
     *
     * @param engines in the order in which they were met
     */
    record EngineChanged(String format, String engines) implements BuildDoubt {
        @Override
        public String id() {
            return "engine_changed";
        }

        @Override
        public Grade cap() {
            return Grade.C;
        }

        @Override
        public String text() {
            return "The engine of " + format + " changed within the run: " + engines
                    + ". Its figures are those of more than one engine.";
        }

        @Override
        public String remedy() {
            return "Run again, and let LM Studio update no engine meanwhile.";
        }
    }
}

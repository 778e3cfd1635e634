package io.github.mlxgguf.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * A result that a user counts on; a run that surely misses it fails the build.
 *
 * @param scenario id of the scenario that is judged
 * @param bound a ratio above 0, or MB per request
 */
public record Expectation(ExpectationMetric metric, String scenario, Operator operator, double bound) {

    /** How the figure must lie to the bound. */
    public enum Operator {
        AT_LEAST(">="),
        AT_MOST("<="),
        ABOVE(">"),
        BELOW("<");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** The spelling used in the config and in records. */
        public String sign() {
            return sign;
        }

        /** The operator whose {@link #sign()} is {@code sign}, or empty. */
        public static Optional<Operator> fromSign(String sign) {
            return Arrays.stream(values())
                    .filter(operator -> operator.sign.equals(sign))
                    .findFirst();
        }
    }

    /** What is expected, for example {@code >= 2.0}. */
    public String expected() {
        return operator.sign() + " " + BigDecimal.valueOf(bound).toPlainString();
    }

    /** Whether both are about the same figure, so that the nearer one replaces the other. */
    boolean isAboutTheSameAs(Expectation other) {
        return metric == other.metric && scenario.equals(other.scenario);
    }
}

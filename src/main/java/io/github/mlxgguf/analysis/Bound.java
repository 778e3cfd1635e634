package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.summary.Outcome;
import io.github.mlxgguf.config.Expectation;

/** What an expectation allows, held against an interval. */
record Bound(Expectation.Operator operator, double value) {
    /** A ratio that comes back from its logarithm differs from itself by a few units in the last place. */
    private static final double ROUNDING = 1e-12;

    /** Met or violated by the whole interval, else undecided. */
    Outcome judge(double low, double high) {
        if (allows(low) && allows(high)) {
            return Outcome.MET;
        }
        return switch (operator) {
            case AT_LEAST, ABOVE -> allows(high) ? Outcome.UNDECIDED : Outcome.VIOLATED;
            case AT_MOST, BELOW -> allows(low) ? Outcome.UNDECIDED : Outcome.VIOLATED;
        };
    }

    private boolean allows(double figure) {
        double margin = ROUNDING * Math.abs(value);
        return switch (operator) {
            case AT_LEAST -> figure >= value - margin;
            case AT_MOST -> figure <= value + margin;
            case ABOVE -> figure > value + margin;
            case BELOW -> figure < value - margin;
        };
    }
}

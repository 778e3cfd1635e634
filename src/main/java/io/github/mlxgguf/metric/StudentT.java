package io.github.mlxgguf.metric;

import org.apache.commons.statistics.distribution.TDistribution;

/** The quantile of Student's t distribution that every 95 % interval is made with. */
public final class StudentT {
    /** Half of what a 95 % interval leaves out. */
    public static final double TAIL = 0.025;

    private StudentT() {}

    /** What the distribution exceeds with a probability of 2.5 %: t(0.975; degrees of freedom). */
    public static double quantile(int degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(TAIL);
    }

    /** The same where the degrees of freedom are estimated, and so no whole number; above 0. */
    public static double quantile(double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(TAIL);
    }
}

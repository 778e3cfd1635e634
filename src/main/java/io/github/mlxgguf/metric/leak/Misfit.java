package io.github.mlxgguf.metric.leak;

/**
 * How badly a model explains a course: −2 × the logarithm of its likelihood under AR(1) noise, whose autocorrelation and spread are
 * the ones that suit the model best, plus a penalty for what was fitted (Schwarz, Annals of Statistics 6, 1978). The smallest wins.
 */
final class Misfit {
    /** More would let slow noise explain any growth. */
    private static final double MOST_RHO = 0.8;

    private static final double RHO_STEP = 0.05;

    /** A slope. */
    static final double LINE = 1;

    /** A slope and a place that was searched for. Chosen by simulation: with less, every twentieth line passes for a plateau. */
    static final double PLATEAU = 3;

    /** Two slopes and a place; dear, so that what only comes to rest slowly does not pass for a leak. */
    static final double BEND = 2 * PLATEAU;

    /** A level and a place for each jump. Chosen by simulation: with less, slow noise passes for a jump. */
    static final double JUMP = 4;

    private Misfit() {}

    /**
     * The misfit.
     *
     * @param parameters that were fitted, beyond a level
     */
    static double of(double[] residuals, double parameters) {
        int n = residuals.length;
        double best = Double.POSITIVE_INFINITY;
        for (double rho = 0; rho <= MOST_RHO + RHO_STEP / 2; rho += RHO_STEP) {
            double squares = residuals[0] * residuals[0] * (1 - rho * rho);
            for (int i = 1; i < n; i++) {
                double innovation = residuals[i] - rho * residuals[i - 1];
                squares += innovation * innovation;
            }
            double variance = Math.max(TheilSen.RESOLUTION_MB * TheilSen.RESOLUTION_MB, squares / n);
            best = Math.min(best, n * StrictMath.log(variance) - StrictMath.log(1 - rho * rho));
        }
        return best + parameters * StrictMath.log(n);
    }
}

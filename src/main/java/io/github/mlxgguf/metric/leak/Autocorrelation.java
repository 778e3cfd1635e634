package io.github.mlxgguf.metric.leak;

/**
 * How much a reading resembles the one before it. Memory that drifts slowly looks like a trend; an interval that takes its
 * readings for independent is then too narrow.
 */
final class Autocorrelation {
    /** More cannot be told from a trend over some tens of readings; the correction stops here. */
    static final double MOST = 0.9;

    private Autocorrelation() {}

    /**
     * Lag-1 autocorrelation of what a fitted line leaves, from 0 to {@link #MOST}. The line takes some of it along: the estimate is
     * too low by about (2 + 4ρ) / n, which is put back (van Giersbergen, "On the effect of deterministic terms on the bias in
     * stable AR models", Economics Letters 89, 2005; used for trends by Hamed, Journal of Hydrology 368, 2009). A negative value
     * counts as 0, so that a correction never narrows an interval.
     */
    static double ofDetrended(double[] residuals) {
        int n = residuals.length;
        double mean = Sums.mean(residuals);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double deviation = residuals[i] - mean;
            squares += deviation * deviation;
            if (i > 0) {
                products += deviation * (residuals[i - 1] - mean);
            }
        }
        if (squares == 0 || n <= 4) {
            return 0;
        }
        double corrected = (n * (products / squares) + 2) / (n - 4);
        return Math.max(0, Math.min(MOST, corrected));
    }

    /**
     * By what the variance of a trend statistic grows: n divided by the effective sample size of an AR(1) series, 1 + 2 Σ (1 − k/n)
     * ρ^k (Bayley and Hammersley 1946; for trends Hamed and Rao, Journal of Hydrology 204, 1998, and Yue and Wang, Water Resources
     * Management 18, 2004).
     */
    static double varianceInflation(double rho, int n) {
        double sum = 0;
        double power = 1;
        for (int k = 1; k < n; k++) {
            power *= rho;
            sum += (1 - (double) k / n) * power;
        }
        return 1 + 2 * sum;
    }
}

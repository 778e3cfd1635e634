package io.github.mlxgguf.embedded.script;

/**
 * How fast a simulated model is.
 *
 * @param loadSeconds from the start of the worker's load to ready
 * @param prefillTokensPerSecond above 0
 * @param decodeTokensPerSecond above 0, before jitter, noise and heat
 * @param jitter standard deviation of a token's time, as a share of it; 0 for a metronome
 * @param betweenLoads standard deviation, as a share, of a factor on all speeds that is drawn once for each load
 * @param heat see {@link Heat}
 */
public record Speed(
        double loadSeconds,
        double prefillTokensPerSecond,
        double decodeTokensPerSecond,
        double jitter,
        double betweenLoads,
        Heat heat) {
    /** Fills in what a script left out. */
    public Speed {
        heat = heat == null ? Heat.NONE : heat;
    }

    /**
     * Speed lost to heat while the model works.
     *
     * @param busySeconds working time in which the loss grows from nothing to {@code loss}; 0 for no loss
     * @param loss share of the speed that is lost in the end
     */
    public record Heat(double busySeconds, double loss) {
        /** Never slower. */
        public static final Heat NONE = new Heat(0, 0);

        /** The factor on the speed after so much working time since the load. */
        public double factor(double busySoFar) {
            return busySeconds <= 0 ? 1 : 1 - loss * Math.min(1, busySoFar / busySeconds);
        }
    }
}

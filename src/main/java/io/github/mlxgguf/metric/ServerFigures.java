package io.github.mlxgguf.metric;

import io.github.mlxgguf.trace.ServerStats;
import org.jspecify.annotations.Nullable;

/** The cross-check of our figures against the server's own: it only raises a flag, it never replaces a figure. */
final class ServerFigures {
    /** A difference counts from this share of our figure on … */
    static final double MAX_RELATIVE_DIFFERENCE = 0.05;
    /** … if it is also more than this time. */
    static final double MAX_DIFFERENCE_MS = 20;

    private ServerFigures() {}

    /** Whether TTFT or decode rate, where both sides know it, differ by more than both limits. */
    static boolean disagree(ServerStats stats, @Nullable Double ttftMs, @Nullable Double decodeTokensPerSecond) {
        return ttftDisagrees(stats.timeToFirstTokenSeconds(), ttftMs)
                || rateDisagrees(stats.tokensPerSecond(), decodeTokensPerSecond, stats.outputTokens());
    }

    private static boolean ttftDisagrees(@Nullable Double serverSeconds, @Nullable Double oursMs) {
        return serverSeconds != null && oursMs != null && farApart(serverSeconds * 1000, oursMs);
    }

    /** Rates are compared as the times that they imply for the whole output, so that both limits apply. */
    private static boolean rateDisagrees(@Nullable Double server, @Nullable Double ours, @Nullable Long tokens) {
        if (server == null || ours == null || tokens == null || server <= 0) {
            return false;
        }
        double difference = Math.abs(tokens / server - tokens / ours) * 1000;
        return Math.abs(server - ours) > MAX_RELATIVE_DIFFERENCE * ours && difference > MAX_DIFFERENCE_MS;
    }

    private static boolean farApart(double serverMs, double oursMs) {
        double difference = Math.abs(serverMs - oursMs);
        return difference > MAX_RELATIVE_DIFFERENCE * oursMs && difference > MAX_DIFFERENCE_MS;
    }
}

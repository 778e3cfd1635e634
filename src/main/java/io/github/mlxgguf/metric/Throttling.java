package io.github.mlxgguf.metric;

import static io.github.mlxgguf.metric.ConditionLimits.SAME_WORK_PERCENT;
import static io.github.mlxgguf.metric.ConditionLimits.THROTTLING_GENERATIONS;
import static io.github.mlxgguf.metric.ConditionLimits.THROTTLING_PERCENT;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out whether equal work became slower and slower. */
public final class Throttling {
    private Throttling() {}

    /**
     * One generation.
     *
     * @param tokens of its answer
     */
    public record Speed(long startNs, long endNs, long tokens, double tokensPerSecond) {}

    /**
     * What is unusual about a course, if anything; see {@link AnomalyKind#THROTTLING}. Of several falls the deepest is told.
     *
     * @param course generations of one prompt, one after the other, in the order of time
     */
    public static Optional<Anomaly> of(List<Speed> course) {
        Optional<Anomaly> deepest = Optional.empty();
        int from = 0;
        for (int i = 1; i <= course.size(); i++) {
            if (i < course.size() && falls(course.get(from), course.get(i - 1), course.get(i))) {
                continue;
            }
            Optional<Anomaly> fall = fall(course.subList(from, i));
            if (fall.isPresent()
                    && (deepest.isEmpty() || fall.get().value() > deepest.get().value())) {
                deepest = fall;
            }
            from = i;
        }
        return deepest;
    }

    private static boolean falls(Speed first, Speed before, Speed now) {
        boolean sameWork = Math.abs(now.tokens() - first.tokens()) <= first.tokens() * (SAME_WORK_PERCENT / 100.0);
        return sameWork && now.tokensPerSecond() < before.tokensPerSecond();
    }

    private static Optional<Anomaly> fall(List<Speed> run) {
        Speed first = run.get(0);
        Speed last = run.get(run.size() - 1);
        double lost = 1 - last.tokensPerSecond() / first.tokensPerSecond();
        if (run.size() < THROTTLING_GENERATIONS || lost <= THROTTLING_PERCENT / 100.0) {
            return Optional.empty();
        }
        return Optional.of(new Anomaly(
                AnomalyKind.THROTTLING,
                first.startNs(),
                last.endNs(),
                lost,
                String.format(
                        Locale.ROOT,
                        "The decode rate fell by %.1f %% over %d equal generations, from %.1f to %.1f tokens/s.",
                        100 * lost,
                        run.size(),
                        first.tokensPerSecond(),
                        last.tokensPerSecond())));
    }
}

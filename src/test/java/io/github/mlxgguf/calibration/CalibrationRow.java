package io.github.mlxgguf.calibration;

import io.github.mlxgguf.metric.Percentile;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the calibration: how far a figure of the suite was from the truth, over all repetitions.
 *
 * @param figure for example {@code ttft_ms}
 * @param conditions what was played
 * @param unit of the errors
 * @param n repetitions
 * @param median of the signed errors
 * @param p99 of the errors' sizes
 * @param worst the error of the largest size, with its sign
 * @param bound largest allowed {@code p99}; null if it is only reported
 */
public record CalibrationRow(
        String figure,
        String conditions,
        String unit,
        int n,
        double median,
        double p99,
        double worst,
        @Nullable Double bound) {
    /**
     * The row of some signed errors, measured minus true.
     *
     * @param errors at least one
     */
    static CalibrationRow of(
            String figure, String conditions, String unit, List<Double> errors, @Nullable Double bound) {
        double[] signed = errors.stream().mapToDouble(Double::doubleValue).toArray();
        double[] sizes = errors.stream().mapToDouble(Math::abs).toArray();
        return new CalibrationRow(
                figure,
                conditions,
                unit,
                errors.size(),
                Percentile.of(signed, 50),
                Percentile.of(sizes, 99),
                errors.stream().max(Comparator.comparingDouble(Math::abs)).orElseThrow(),
                bound);
    }

    /** Whether the bound holds; null if there is none. */
    @Nullable
    Boolean held() {
        return bound == null ? null : Boolean.valueOf(p99 <= bound);
    }
}

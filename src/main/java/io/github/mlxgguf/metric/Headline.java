package io.github.mlxgguf.metric;

import org.jspecify.annotations.Nullable;

/** The one memory figure that ranks: what working with the model costs the machine. */
public final class Headline {
    private Headline() {}

    /**
     * Peak committed memory over prefill and decode of measured generations, minus the baseline's median, in bytes.
     *
     * @param baselineMedianBytes committed, phase {@code baseline}
     * @param prefillPeakBytes committed, phase {@code prefill}; unknown where prefill was too short for three readings
     * @param decodePeakBytes committed, phase {@code decode}
     * @return null if the baseline or both peaks are unknown; may be negative, since other programs free memory too
     */
    public static @Nullable Long growthBytes(
            @Nullable Long baselineMedianBytes, @Nullable Long prefillPeakBytes, @Nullable Long decodePeakBytes) {
        Long peak = max(prefillPeakBytes, decodePeakBytes);
        return baselineMedianBytes == null || peak == null ? null : peak - baselineMedianBytes;
    }

    /** Size of the model's files divided by the growth; null if either is unknown or the growth is not above 0. */
    public static @Nullable Double efficiency(@Nullable Long sizeBytes, @Nullable Long growthBytes) {
        return sizeBytes == null || growthBytes == null || growthBytes <= 0 ? null : (double) sizeBytes / growthBytes;
    }

    private static @Nullable Long max(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }
}

package io.github.mlxgguf.server;

import org.jspecify.annotations.Nullable;

/**
 * How a model is loaded. Null means: not asked for, or not told; it is unknown, not a default.
 *
 * @param contextLength tokens of prompt and answer together
 * @param parallel number of predictions that one instance works on at once
 */
public record LoadConfig(
        @Nullable Integer contextLength,
        @Nullable Integer parallel,
        @Nullable Integer evalBatchSize,
        @Nullable Boolean flashAttention,
        @Nullable Boolean offloadKvCacheToGpu,
        @Nullable Integer numExperts) {

    /** Nothing is known. */
    public static final LoadConfig UNKNOWN = new LoadConfig(null, null, null, null, null, null);

    /** Only a context length. */
    public static LoadConfig ofContext(int contextLength) {
        return new LoadConfig(contextLength, null, null, null, null, null);
    }

    /** What the other knows, and this where the other does not. */
    public LoadConfig overriddenBy(LoadConfig other) {
        return new LoadConfig(
                other.contextLength != null ? other.contextLength : contextLength,
                other.parallel != null ? other.parallel : parallel,
                other.evalBatchSize != null ? other.evalBatchSize : evalBatchSize,
                other.flashAttention != null ? other.flashAttention : flashAttention,
                other.offloadKvCacheToGpu != null ? other.offloadKvCacheToGpu : offloadKvCacheToGpu,
                other.numExperts != null ? other.numExperts : numExperts);
    }
}

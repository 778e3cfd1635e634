package io.github.mlxgguf.record;

import io.github.mlxgguf.server.LoadConfig;
import org.jspecify.annotations.Nullable;

/** A load configuration as a record shows it; null is unknown. */
public record LoadConfigInfo(
        @Nullable Integer contextLength,
        @Nullable Integer parallel,
        @Nullable Integer evalBatchSize,
        @Nullable Boolean flashAttention,
        @Nullable Boolean offloadKvCacheToGpu,
        @Nullable Integer numExperts) {
    /** The same facts, as the server port has them. */
    public static LoadConfigInfo of(LoadConfig config) {
        return new LoadConfigInfo(
                config.contextLength(),
                config.parallel(),
                config.evalBatchSize(),
                config.flashAttention(),
                config.offloadKvCacheToGpu(),
                config.numExperts());
    }
}

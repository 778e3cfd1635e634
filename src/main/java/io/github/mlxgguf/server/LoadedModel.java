package io.github.mlxgguf.server;

import org.jspecify.annotations.Nullable;

/**
 * A model that we loaded and must unload again, by {@code instanceId} and by nothing else.
 *
 * @param instanceId the id that the server gave; it may differ from the key
 * @param startNs the load call was sent, session clock
 * @param endNs its answer was complete, session clock
 * @param serverLoadSeconds the server's own figure, or null
 * @param requested what was asked for
 * @param effective what the server says it applied; unknown components are null
 * @param via {@code rest} or {@code cli}; load times of the two are never compared
 * @param build what a second witness says was loaded, or null if there is none
 */
public record LoadedModel(
        String modelKey,
        String instanceId,
        long startNs,
        long endNs,
        @Nullable Double serverLoadSeconds,
        LoadConfig requested,
        LoadConfig effective,
        String via,
        @Nullable LoadedBuild build) {

    /** A load without a second witness. */
    public LoadedModel(
            String modelKey,
            String instanceId,
            long startNs,
            long endNs,
            @Nullable Double serverLoadSeconds,
            LoadConfig requested,
            LoadConfig effective,
            String via) {
        this(modelKey, instanceId, startNs, endNs, serverLoadSeconds, requested, effective, via, null);
    }

    /** The same load, seen by a second witness, whose word on the configuration counts where it has one. */
    public LoadedModel seenBy(LoadedBuild witnessed) {
        return new LoadedModel(
                modelKey,
                instanceId,
                startNs,
                endNs,
                serverLoadSeconds,
                requested,
                effective.overriddenBy(witnessed.config()),
                via,
                witnessed);
    }

    /** Our own figure, from the call to its answer. */
    public double loadSeconds() {
        return (endNs - startNs) / 1e9;
    }
}

package io.github.mlxgguf.lmstudio.cli;

import org.jspecify.annotations.Nullable;

/**
 * A loaded copy of a model as {@code lms ps --json} describes it.
 *
 * @param model the build; for an unselected build of a catalogue model its key carries the variant
 * @param identifier what the API calls this copy; case-sensitive
 * @param contextLength tokens of prompt and answer together
 * @param parallel number of predictions that it works on at once
 * @param status {@code idle}, {@code generating} and others; {@code idle} while it still loads too, so it proves nothing
 * @param queued requests that wait
 * @param ttlMs idle time after which it is unloaded; null for a copy that stays
 */
public record CliInstance(
        CliModel model,
        String identifier,
        @Nullable Integer contextLength,
        @Nullable Integer parallel,
        @Nullable String status,
        @Nullable Integer queued,
        @Nullable Long ttlMs) {}

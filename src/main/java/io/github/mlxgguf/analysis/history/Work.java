package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.record.RunBody.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings that decide what was asked of a model. The others, such as the number of rounds, decide how often.
 *
 * @param maxOutputTokens null if unknown, as all of them
 * @param parallel null as well where it was left to the server
 */
public record Work(
        @Nullable Integer maxOutputTokens,
        @Nullable Double temperature,
        @Nullable Integer contextLength,
        @Nullable Integer parallel,
        @Nullable Integer warmup) {
    static Work of(@Nullable Settings settings) {
        return settings == null
                ? new Work(null, null, null, null, null)
                : new Work(
                        settings.maxOutputTokens(),
                        settings.temperature(),
                        settings.contextLength(),
                        settings.parallel(),
                        settings.warmup());
    }

    /** What differs, for example {@code max_output_tokens 300, then 600}. */
    List<String> differences(Work now) {
        List<String> found = new ArrayList<>();
        add(found, "max_output_tokens", maxOutputTokens, now.maxOutputTokens);
        add(found, "temperature", temperature, now.temperature);
        add(found, "context_length", contextLength, now.contextLength);
        add(found, "parallel", parallel, now.parallel);
        add(found, "warmup", warmup, now.warmup);
        return found;
    }

    private static void add(List<String> found, String name, @Nullable Object old, @Nullable Object now) {
        if (!Objects.equals(old, now)) {
            found.add(name + " " + (old == null ? "unset" : old) + ", then " + (now == null ? "unset" : now));
        }
    }
}

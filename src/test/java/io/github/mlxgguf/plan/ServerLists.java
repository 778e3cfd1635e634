package io.github.mlxgguf.plan;

import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of a server's list, with what a test needs of each. */
final class ServerLists {
    private ServerLists() {}

    static ModelEntry build(String key, @Nullable Format format, @Nullable String quantization) {
        return build(key, format, quantization, null, null, null);
    }

    static ModelEntry build(
            String key,
            @Nullable Format format,
            @Nullable String quantization,
            @Nullable Long sizeBytes,
            @Nullable String architecture,
            @Nullable String params) {
        return entry(key, "llm", format, quantization, sizeBytes, architecture, params, ModelEntry.Origin.UNKNOWN);
    }

    static ModelEntry embedding(String key, Format format, String quantization) {
        return entry(key, "embedding", format, quantization, null, null, null, ModelEntry.Origin.UNKNOWN);
    }

    /** As the tool shows a build on another machine. */
    static ModelEntry on(String device, String key) {
        return of(new ModelEntry.Origin(null, null, device), key, null, null);
    }

    static ModelEntry of(ModelEntry.Origin origin, String key, @Nullable Format format, @Nullable String quantization) {
        return entry(key, "llm", format, quantization, null, null, null, origin);
    }

    /** A catalogue model, whose first variant is selected. */
    static ModelEntry catalogue(
            String key,
            @Nullable String displayName,
            Format format,
            String quantization,
            long sizeBytes,
            String... variants) {
        return new ModelEntry(
                key,
                "llm",
                displayName,
                null,
                format,
                quantization,
                sizeBytes,
                null,
                8_192L,
                List.of(),
                List.of(variants),
                variants[0],
                List.of());
    }

    private static ModelEntry entry(
            String key,
            String type,
            @Nullable Format format,
            @Nullable String quantization,
            @Nullable Long sizeBytes,
            @Nullable String architecture,
            @Nullable String params,
            ModelEntry.Origin origin) {
        return new ModelEntry(
                key,
                type,
                null,
                architecture,
                format,
                quantization,
                sizeBytes,
                params,
                8_192L,
                List.of(),
                List.of(),
                null,
                List.of(),
                origin);
    }
}

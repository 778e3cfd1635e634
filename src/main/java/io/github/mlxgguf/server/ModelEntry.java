package io.github.mlxgguf.server;

import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the server's model list.
 *
 * <p>A catalogue model has one entry for all its builds; then format, quantisation and size describe only
 * {@code selectedVariant}.
 *
 * @param key what a load call takes
 * @param type {@code llm} or {@code embedding}
 * @param sizeBytes size of the files, not of the memory
 * @param params number of parameters as the publisher writes it, for example {@code 26B-A4B}
 * @param variants keys of the builds of a catalogue model, else empty
 * @param reasoningOptions allowed values of the reasoning switch; empty for a model without one
 * @param origin who published it and where it is
 */
public record ModelEntry(
        String key,
        String type,
        @Nullable String displayName,
        @Nullable String architecture,
        @Nullable Format format,
        @Nullable String quantization,
        @Nullable Long sizeBytes,
        @Nullable String params,
        @Nullable Long maxContextLength,
        List<Instance> instances,
        List<String> variants,
        @Nullable String selectedVariant,
        List<String> reasoningOptions,
        Origin origin) {

    /** An entry of which no origin is told. */
    public ModelEntry(
            String key,
            String type,
            @Nullable String displayName,
            @Nullable String architecture,
            @Nullable Format format,
            @Nullable String quantization,
            @Nullable Long sizeBytes,
            @Nullable String params,
            @Nullable Long maxContextLength,
            List<Instance> instances,
            List<String> variants,
            @Nullable String selectedVariant,
            List<String> reasoningOptions) {
        this(
                key,
                type,
                displayName,
                architecture,
                format,
                quantization,
                sizeBytes,
                params,
                maxContextLength,
                instances,
                variants,
                selectedVariant,
                reasoningOptions,
                Origin.UNKNOWN);
    }

    /** Copies the lists. */
    public ModelEntry {
        instances = List.copyOf(instances);
        variants = List.copyOf(variants);
        reasoningOptions = List.copyOf(reasoningOptions);
    }

    /** Whether it makes vectors and no text. */
    public boolean isEmbedding() {
        return type.equalsIgnoreCase("embedding");
    }

    /**
     * Where a model comes from and where it is.
     *
     * @param publisher who uploaded it, or null if not told
     * @param repository the repository of the build, or null if not told
     * @param device the machine that holds it (LM Link); null for this one, and where it is not told
     */
    public record Origin(
            @Nullable String publisher,
            @Nullable String repository,
            @Nullable String device) {
        /** Nothing is told. */
        public static final Origin UNKNOWN = new Origin(null, null, null);
    }

    /** A loaded copy of the model. */
    public record Instance(String id, LoadConfig config) {}
}

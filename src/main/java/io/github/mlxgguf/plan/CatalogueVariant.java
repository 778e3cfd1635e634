package io.github.mlxgguf.plan;

import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds of a catalogue model, which share one entry of the server's list. Format, quantisation and size of the entry are those of its
 * selected variant only.
 */
final class CatalogueVariant {
    private CatalogueVariant() {}

    /** Whether loading the entry's plain key loads the variant, for as long as nobody selects another one. */
    static boolean isSelected(String variant, ModelEntry entry) {
        return variant.equalsIgnoreCase(entry.selectedVariant());
    }

    /**
     * The variant as an entry of its own: as the tool describes it, else as the list does if it is the selected one, else as its suffix
     * says.
     */
    static ModelEntry entry(String variant, ModelEntry shared, LoadRoutes routes) {
        Optional<ModelEntry> known = routes.build(variant);
        if (known.isPresent()) {
            ModelEntry build = known.get();
            return entry(
                    variant,
                    shared,
                    build,
                    build.format() == null ? format(variant) : build.format(),
                    build.quantization() == null ? quantization(variant) : build.quantization(),
                    build.sizeBytes());
        }
        return isSelected(variant, shared)
                ? entry(variant, shared, shared, shared.format(), shared.quantization(), shared.sizeBytes())
                : entry(variant, shared, shared, format(variant), quantization(variant), null);
    }

    private static ModelEntry entry(
            String variant,
            ModelEntry shared,
            ModelEntry told,
            @Nullable Format format,
            @Nullable String quantization,
            @Nullable Long sizeBytes) {
        return new ModelEntry(
                variant,
                shared.type(),
                shared.displayName(),
                told.architecture() == null ? shared.architecture() : told.architecture(),
                format,
                quantization,
                sizeBytes,
                told.params() == null ? shared.params() : told.params(),
                shared.maxContextLength(),
                shared.instances(),
                shared.variants(),
                shared.selectedVariant(),
                shared.reasoningOptions(),
                new ModelEntry.Origin(shared.origin().publisher(), told.origin().repository(), null));
    }

    private static @Nullable Format format(String variant) {
        return Quantization.format(suffix(variant));
    }

    /** GGUF names are written in capitals everywhere but in keys. */
    private static @Nullable String quantization(String variant) {
        String suffix = suffix(variant);
        if (suffix.isEmpty()) {
            return null;
        }
        return format(variant) == Format.GGUF ? suffix.toUpperCase(Locale.ROOT) : suffix;
    }

    private static String suffix(String variant) {
        return variant.substring(variant.indexOf('@') + 1);
    }
}

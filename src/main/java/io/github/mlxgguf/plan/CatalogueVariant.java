package io.github.mlxgguf.plan;

import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds of a catalogue model, which share one entry of the server's list. Format, quantisation and size of the entry are those of its
 * selected variant only.
 */
final class CatalogueVariant {
    /** How GGUF quantisations are spelled: {@code q4_k_m}, {@code iq3_xs}, {@code f16}, {@code mxfp4}. */
    private static final Pattern GGUF = Pattern.compile("(?:iq|q|tq)\\d.*|f16|f32|mxfp4");

    /** How MLX quantisations are spelled: {@code 4bit}, {@code 8bit}. {@code bf16} may be either. */
    private static final Pattern MLX = Pattern.compile("\\d+bit");

    private CatalogueVariant() {}

    /** The variant of an entry that a configured name means, as the entry spells it. */
    static Optional<String> named(String name, ModelEntry entry) {
        return entry.variants().stream()
                .filter(variant -> variant.equalsIgnoreCase(name))
                .findFirst();
    }

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
                    build.format() == null ? format(variant) : build.format(),
                    build.quantization() == null ? quantization(variant) : build.quantization(),
                    build.sizeBytes());
        }
        return isSelected(variant, shared)
                ? entry(variant, shared, shared.format(), shared.quantization(), shared.sizeBytes())
                : entry(variant, shared, format(variant), quantization(variant), null);
    }

    private static ModelEntry entry(
            String variant,
            ModelEntry shared,
            @Nullable Format format,
            @Nullable String quantization,
            @Nullable Long sizeBytes) {
        return new ModelEntry(
                variant,
                shared.type(),
                shared.displayName(),
                shared.architecture(),
                format,
                quantization,
                sizeBytes,
                shared.params(),
                shared.maxContextLength(),
                shared.instances(),
                shared.variants(),
                shared.selectedVariant(),
                shared.reasoningOptions());
    }

    private static @Nullable Format format(String variant) {
        String suffix = suffix(variant).toLowerCase(Locale.ROOT);
        if (MLX.matcher(suffix).matches()) {
            return Format.MLX;
        }
        return GGUF.matcher(suffix).matches() ? Format.GGUF : null;
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

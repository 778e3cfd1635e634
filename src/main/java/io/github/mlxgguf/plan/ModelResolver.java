package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the configured builds in the server's list. */
public final class ModelResolver {
    private ModelResolver() {}

    /**
     * The load of one build in one round. The first configured key wins whose entry does not contradict the format or the
     * quantisation; what the server does not tell contradicts nothing.
     */
    public static PlannedLoad resolve(PairConfig pair, Side side, int round, List<ModelEntry> models) {
        VariantConfig variant = pair.variant(side);
        String contradiction = null;
        for (String key : variant.models()) {
            for (ModelEntry entry : models) {
                if (!entry.key().equalsIgnoreCase(key)) {
                    continue;
                }
                String other = contradiction(variant, entry);
                if (other == null) {
                    return new PlannedLoad(pair, side, round, entry, null);
                }
                contradiction = contradiction == null ? other : contradiction;
            }
        }
        return new PlannedLoad(pair, side, round, null, missing(variant, contradiction));
    }

    private static @Nullable String contradiction(VariantConfig variant, ModelEntry entry) {
        if (entry.format() != null && entry.format() != variant.format()) {
            return entry.key() + " is a " + entry.format().label() + " build, not "
                    + variant.format().label();
        }
        String quantization = entry.quantization();
        if (quantization != null && !quantization.equalsIgnoreCase(variant.quantization())) {
            return entry.key() + " is quantised as " + quantization + ", not " + variant.quantization();
        }
        return null;
    }

    private static PlannedLoad.Missing missing(VariantConfig variant, @Nullable String contradiction) {
        String keys = variant.models().stream().collect(Collectors.joining(", "));
        String found = contradiction == null ? "none of these is in the server's list" : contradiction;
        String name = variant.models().get(0);
        String bare = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
        String remedy = variant.format() == Format.MLX
                ? "lms get " + bare + "@" + variant.quantization().toLowerCase(Locale.ROOT) + " --mlx"
                : "lms get " + bare + "@" + variant.quantization().toLowerCase(Locale.ROOT) + " --gguf";
        return new PlannedLoad.Missing(
                "The " + variant.label() + " build (" + variant.quantization() + ") was looked for as " + keys + "; "
                        + found + ".",
                remedy);
    }
}

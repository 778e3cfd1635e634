package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the configured builds in the server's list. */
public final class ModelResolver {
    private ModelResolver() {}

    /** The load of one build in one round, on a server that can load all that it lists by REST. */
    public static PlannedLoad resolve(PairConfig pair, Side side, int round, List<ModelEntry> models) {
        return resolve(pair, side, round, models, LoadRoutes.restForAll(), false);
    }

    /**
     * The load of one build in one round. The first configured name wins that is an entry's key, or one of an entry's variants, and
     * whose build does not contradict the format or the quantisation; what the server does not tell contradicts nothing.
     *
     * @param slots whether a number of slots is asked for
     */
    public static PlannedLoad resolve(
            PairConfig pair, Side side, int round, List<ModelEntry> models, LoadRoutes routes, boolean slots) {
        VariantConfig variant = pair.variant(side);
        String contradiction = null;
        for (String name : variant.models()) {
            for (ModelEntry entry : models) {
                boolean plain = entry.key().equalsIgnoreCase(name);
                Optional<String> named = plain ? Optional.empty() : CatalogueVariant.named(name, entry);
                if (!plain && named.isEmpty()) {
                    continue;
                }
                ModelEntry build = named.map(key -> CatalogueVariant.entry(key, entry, routes))
                        .orElse(entry);
                String other = contradiction(variant, build);
                if (other == null) {
                    return reachable(
                            new PlannedLoad(pair, side, round, build, null, named.orElse(null), List.of()),
                            entry,
                            routes,
                            slots);
                }
                contradiction = contradiction == null ? other : contradiction;
            }
        }
        return new PlannedLoad(pair, side, round, null, missing(variant, contradiction));
    }

    /** The load as it can be made: a selected variant by its plain key if there is no tool, an unselected one not at all. */
    private static PlannedLoad reachable(PlannedLoad load, ModelEntry entry, LoadRoutes routes, boolean slots) {
        PlannedLoad.Missing withoutTool = routes.withoutTool();
        String variant = load.variantKey();
        if (withoutTool == null) {
            return load;
        }
        if (slots && routes.slotsNeedTool()) {
            return absent(load, "load.parallel is set, which LM Studio takes from its lms tool only", withoutTool);
        }
        if (variant == null) {
            return load;
        }
        if (CatalogueVariant.isSelected(variant, entry)) {
            return new PlannedLoad(load.pair(), load.side(), load.round(), entry, null);
        }
        return absent(
                load,
                variant + " shares the entry " + entry.key() + " with other builds, and LM Studio loads such a build"
                        + " with its lms tool only",
                withoutTool);
    }

    private static PlannedLoad absent(PlannedLoad load, String need, PlannedLoad.Missing withoutTool) {
        return new PlannedLoad(
                load.pair(),
                load.side(),
                load.round(),
                null,
                new PlannedLoad.Missing(
                        "The " + load.variant().label() + " build cannot be loaded: " + need + ". "
                                + withoutTool.reason(),
                        withoutTool.remedy()));
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

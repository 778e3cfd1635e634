package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.plan.PlannedLoad.Missing;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the configured builds in the server's list. */
public final class ModelResolver {
    private static final String NOT_LISTED = "none of these is in the server's list";

    private ModelResolver() {}

    /** The load of one build in one round, on a server that can load all that it lists by REST. */
    public static PlannedLoad resolve(PairConfig pair, Side side, int round, List<ModelEntry> models) {
        return resolve(pair, side, round, models, LoadRoutes.restForAll(), false);
    }

    /**
     * The load of one build in one round.
     *
     * <p>The first configured name wins that is an entry's key, or one of an entry's variants, and whose build does not contradict the
     * format or the quantisation; what the server does not tell contradicts nothing. Where there is none, the names are compared
     * without their spellings (case, publisher, {@code @quant}, {@code -mlx}, {@code -8bit}, {@code -gguf}); then the format and the
     * quantisation must be told, and be the right ones. Embedding models and models on another machine are never taken.
     *
     * @param slots whether a number of slots is asked for
     * @throws ConfigException if a name fits several builds equally well
     */
    public static PlannedLoad resolve(
            PairConfig pair, Side side, int round, List<ModelEntry> models, LoadRoutes routes, boolean slots) {
        VariantConfig variant = pair.variant(side);
        BuildSearch.Result result = BuildSearch.find(variant, models, routes);
        if (result.ambiguous()) {
            throw new ConfigException("The list of models", List.of(ambiguity(pair, side, result)));
        }
        Build build = result.only();
        if (build == null) {
            return new PlannedLoad(pair, side, round, null, missing(variant, result.contradiction()));
        }
        return reachable(
                new PlannedLoad(pair, side, round, build.model(), null, build.variantKey(), List.of()),
                build.entry(),
                routes,
                slots);
    }

    /**
     * Refuses a config with names that fit several builds equally well.
     *
     * @param formats the formats that are measured; names of others may be ambiguous
     * @throws ConfigException if there are any; lists all of them with their candidates
     */
    public static void requireUnambiguous(
            BenchmarkConfig config, Set<Format> formats, List<ModelEntry> models, LoadRoutes routes) {
        List<String> problems = new ArrayList<>();
        for (PairConfig pair : config.pairs()) {
            for (Side side : PairConfig.sides()) {
                BuildSearch.Result result = formats.contains(pair.variant(side).format())
                        ? BuildSearch.find(pair.variant(side), models, routes)
                        : new BuildSearch.Result(List.of(), null, null);
                if (result.ambiguous()) {
                    problems.add(ambiguity(pair, side, result));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(config.source(), problems);
        }
    }

    /** Whether nothing that resembles the build is there: then the reason only repeats where it was looked for. */
    public static boolean isAbsent(Missing missing) {
        return missing.reason().endsWith("; " + NOT_LISTED + ".");
    }

    private static String ambiguity(PairConfig pair, Side side, BuildSearch.Result result) {
        List<String> keys = BuildSearch.keys(result.builds());
        return "pair \"" + pair.name() + "\", " + pair.variant(side).label() + " build: found " + keys.size()
                + " builds that fit \"" + result.name() + "\" equally well: " + String.join(", ", keys)
                + "; allowed: the whole key of one of them, for example model: " + keys.get(0) + ".";
    }

    /**
     * The load as it can be made: an entry's only build, and without the tool its selected one, by the entry's key; without the tool an
     * unselected one not at all.
     */
    private static PlannedLoad reachable(PlannedLoad load, ModelEntry entry, LoadRoutes routes, boolean slots) {
        PlannedLoad.Missing withoutTool = routes.withoutTool();
        String variant = load.variantKey();
        if (withoutTool != null && slots && routes.slotsNeedTool()) {
            return absent(load, "load.parallel is set, which LM Studio takes from its lms tool only", withoutTool);
        }
        if (variant == null) {
            return load;
        }
        boolean selected = CatalogueVariant.isSelected(variant, entry);
        if (selected && (withoutTool != null || Build.variants(entry, routes).size() == 1)) {
            return new PlannedLoad(load.pair(), load.side(), load.round(), entry, null);
        }
        if (withoutTool == null) {
            return load;
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

    private static PlannedLoad.Missing missing(VariantConfig variant, @Nullable String contradiction) {
        String keys = variant.models().stream().collect(Collectors.joining(", "));
        String found = contradiction == null ? NOT_LISTED : contradiction;
        return new PlannedLoad.Missing(
                "The " + variant.label() + " build (" + variant.quantization() + ") was looked for as " + keys + "; "
                        + found + ".",
                download(variant));
    }

    /**
     * The command that gets a build. The tool takes a name with one slash for a catalogue's, and then neither a quantisation nor a
     * format; without its publisher it is searched for.
     */
    private static String download(VariantConfig variant) {
        String name = variant.models().get(0);
        String bare = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
        if (bare.chars().filter(character -> character == '/').count() == 1) {
            bare = ModelName.of(bare).base();
        }
        return "lms get " + bare + "@" + variant.quantization().toLowerCase(Locale.ROOT) + " --"
                + variant.format().id();
    }
}

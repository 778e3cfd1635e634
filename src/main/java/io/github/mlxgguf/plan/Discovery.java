package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.DiscoverConfig;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the models that a server has in both formats and that no pair of the config names. */
public final class Discovery {
    private Discovery() {}

    /**
     * The config with the discovered pairs after its own. Nothing is added where {@code discover.enabled} is false.
     *
     * @param models what the server has
     * @param routes what its tool knows of every build
     */
    public static BenchmarkConfig withDiscovered(BenchmarkConfig config, List<ModelEntry> models, LoadRoutes routes) {
        List<PairConfig> found = pairs(config.discover(), models, routes, config.pairs());
        return found.isEmpty()
                ? config
                : config.withPairs(
                        Stream.concat(config.pairs().stream(), found.stream()).toList());
    }

    /**
     * Every model that the server has in both formats, as a pair of the two builds whose bits per weight are nearest; of equally near
     * ones those with the most bits. Left out are embedding models, models on other machines, builds whose format or quantisation
     * nobody tells, and models of which a configured pair has both builds.
     *
     * @return those first whose bits per weight are about equal, then smallest first if so configured, those of unknown size last; at most {@code discover.max_pairs}
     */
    public static List<PairConfig> pairs(
            DiscoverConfig discover, List<ModelEntry> models, LoadRoutes routes, List<PairConfig> configured) {
        if (!discover.enabled()) {
            return List.of();
        }
        List<Build> builds = Build.all(models, routes).stream()
                .filter(build -> build.otherMachine() == null && build.format() != null && build.quantization() != null)
                .toList();
        Stream<ModelGroup.Match> matches = ModelGroup.of(builds).stream()
                .filter(group -> configured.stream().noneMatch(pair -> isWhole(pair, group, models, routes)))
                .flatMap(group -> group.nearest().stream());
        // Pairs that can be compared come first, so that others do not take their places.
        Comparator<ModelGroup.Match> order =
                Comparator.comparing(ModelGroup.Match::isComparable).reversed();
        if (discover.smallestFirst()) {
            order = order.thenComparing(ModelGroup.Match::sizeBytes, Comparator.nullsLast(Comparator.naturalOrder()));
        }
        Set<String> names = new HashSet<>();
        configured.forEach(pair -> names.add(pair.name().toLowerCase(Locale.ROOT)));
        List<PairConfig> pairs = new ArrayList<>();
        matches.sorted(order).limit(discover.maxPairs()).forEach(match -> pairs.add(pair(match, names)));
        return List.copyOf(pairs);
    }

    private static boolean isWhole(PairConfig pair, ModelGroup group, List<ModelEntry> models, LoadRoutes routes) {
        Set<String> keys = new HashSet<>();
        group.builds().forEach(build -> keys.add(build.key().toLowerCase(Locale.ROOT)));
        for (Side side : PairConfig.sides()) {
            Build build = BuildSearch.find(pair.variant(side), models, routes).only();
            if (build == null || !keys.contains(wholeKey(build).toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    /** An entry's plain key stands for its selected variant. */
    private static String wholeKey(Build build) {
        String selected = build.entry().selectedVariant();
        return build.variantKey() == null && !build.entry().variants().isEmpty() && selected != null
                ? selected
                : build.key();
    }

    private static PairConfig pair(ModelGroup.Match match, Set<String> names) {
        boolean moe = ModelTraits.architecture(match.gguf()) == Architecture.MOE
                || ModelTraits.architecture(match.mlx()) == Architecture.MOE;
        return new PairConfig(
                name(match, names),
                moe ? Architecture.MOE : Architecture.DENSE,
                PairConfig.Varies.FORMAT,
                variant(match.gguf(), Format.GGUF),
                variant(match.mlx(), Format.MLX));
    }

    private static VariantConfig variant(Build build, Format format) {
        return new VariantConfig(
                format, format.label(), List.of(build.key()), Objects.requireNonNull(build.quantization()));
    }

    /** As the server shows the model, else its base name; with the quantisations, and then the keys, if another pair has that name. */
    private static String name(ModelGroup.Match match, Set<String> names) {
        String shown = match.gguf().model().displayName();
        String plain = shown == null || shown.isBlank() ? match.gguf().name().base() : shown;
        String detailed =
                plain + " (" + match.gguf().quantization() + " / " + match.mlx().quantization() + ")";
        return Stream.of(
                        plain,
                        detailed,
                        match.gguf().key() + " / " + match.mlx().key())
                .map(name -> name.replace(',', ' ').trim())
                .filter(name -> names.add(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }
}

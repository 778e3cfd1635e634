package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a configured build among those that the server has: by exact key, then by the exact key of a catalogue variant, then by the
 * model's name whatever its spelling.
 */
final class BuildSearch {
    private final VariantConfig wanted;
    private final List<ModelEntry> models;
    private final LoadRoutes routes;
    private @Nullable String contradiction;

    private BuildSearch(VariantConfig wanted, List<ModelEntry> models, LoadRoutes routes) {
        this.wanted = wanted;
        this.models = models;
        this.routes = routes;
    }

    /**
     * What was found: one build, none, or several that fit equally well.
     *
     * @param builds those that fit
     * @param name the configured name that they fit, or null if none does
     * @param contradiction why what resembles it is not taken, or null
     */
    record Result(
            List<Build> builds,
            @Nullable String name,
            @Nullable String contradiction) {
        /** The one that was found, or null. */
        @Nullable
        Build only() {
            return builds.size() == 1 ? builds.get(0) : null;
        }

        boolean ambiguous() {
            return builds.size() > 1;
        }
    }

    static Result find(VariantConfig wanted, List<ModelEntry> models, LoadRoutes routes) {
        BuildSearch search = new BuildSearch(wanted, models, routes);
        Build exact = search.exact();
        return exact == null ? search.byName() : new Result(List.of(exact), exact.key(), null);
    }

    private @Nullable Build exact() {
        for (String name : wanted.models()) {
            for (ModelEntry entry : models) {
                Build named = named(name, entry);
                if (named == null || entry.isEmbedding()) {
                    continue;
                }
                String other = named.otherMachine() == null ? contradiction(named) : elsewhere(named);
                if (other == null) {
                    return named;
                }
                note(other);
            }
        }
        return null;
    }

    private @Nullable Build named(String name, ModelEntry entry) {
        if (entry.key().equalsIgnoreCase(name)) {
            return Build.plain(entry, routes);
        }
        return Build.variants(entry, routes).stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(variant -> Build.variant(variant, entry, routes))
                .orElse(null);
    }

    /** The builds that the first name fits which fits any; the names after it tell them apart. */
    private Result byName() {
        List<Build> all = Build.all(models, routes);
        List<Build> fitting = List.of();
        String fitted = null;
        for (String name : wanted.models()) {
            List<Build> some = all.stream()
                    .filter(build -> fits(ModelName.of(name), build))
                    .toList();
            if (fitting.isEmpty()) {
                fitting = some;
                fitted = some.isEmpty() ? null : name;
            } else if (fitting.size() > 1) {
                List<Build> both = fitting.stream().filter(some::contains).toList();
                fitting = both.isEmpty() ? fitting : both;
            }
        }
        return new Result(fitting, fitted, contradiction);
    }

    /** Another spelling is evidence enough only where format and quantisation are told, and are those that were asked for. */
    private boolean fits(ModelName name, Build build) {
        if (!name.mayBe(build.name())
                || (name.format() != null && name.format() != wanted.format())
                || (name.quantization() != null && !Quantization.same(name.quantization(), wanted.quantization()))) {
            return false;
        }
        Format format = build.format();
        String quantization = build.quantization();
        if (format != null && format != wanted.format()) {
            return false;
        }
        if (quantization != null && !Quantization.same(quantization, wanted.quantization())) {
            if (format != null) {
                note(otherQuantization(build, quantization));
            }
            return false;
        }
        if (format == null || quantization == null) {
            note(build.key() + " may be it, but the server does not tell its "
                    + (format == null ? "format" : "quantisation") + "; write that key in the config if it is");
            return false;
        }
        if (build.otherMachine() != null) {
            note(elsewhere(build));
            return false;
        }
        String otherModel = otherModel(name, build);
        if (otherModel != null) {
            note(build.key() + " may be another model: " + otherModel
                    + "; write that key in the config if it is the right" + " one");
            return false;
        }
        return true;
    }

    /**
     * Why a build of a fitting name may be another model than the named one, or null: a catalogue's key leaves out {@code instruct}, and
     * then equals the name that an uploader gives to the base model.
     */
    private @Nullable String otherModel(ModelName name, Build build) {
        if (wanted.models().stream().anyMatch(model -> isKeyOf(build.entry(), model))) {
            return null;
        }
        String repositoryBase = build.repositoryBase();
        if (repositoryBase != null && !repositoryBase.equals(name.base())) {
            return "its repository holds " + repositoryBase;
        }
        return name.isPlainNameOfMaker() && build.name().makers().isEmpty()
                ? "LM Studio's catalogue leaves out \"instruct\" in its names, an uploader does not"
                : null;
    }

    private static boolean isKeyOf(ModelEntry entry, String name) {
        int at = name.indexOf('@');
        return entry.key().equalsIgnoreCase(at < 0 ? name : name.substring(0, at));
    }

    private static String elsewhere(Build build) {
        return build.key() + " is on another machine (" + build.otherMachine()
                + "), which LM Link shows here and which cannot be measured from this one";
    }

    /** What the server does not tell contradicts nothing. */
    private @Nullable String contradiction(Build build) {
        Format format = build.model().format();
        if (format != null && format != wanted.format()) {
            return build.key() + " is a " + format.label() + " build, not "
                    + wanted.format().label();
        }
        String quantization = build.model().quantization();
        return quantization == null || Quantization.same(quantization, wanted.quantization())
                ? null
                : otherQuantization(build, quantization);
    }

    private String otherQuantization(Build build, String quantization) {
        return build.key() + " is quantised as " + quantization + ", not " + wanted.quantization();
    }

    private void note(String other) {
        contradiction = contradiction == null ? other : contradiction;
    }

    /** For messages: the keys of some builds. */
    static List<String> keys(List<Build> builds) {
        List<String> keys = new ArrayList<>();
        builds.forEach(build -> keys.add(build.key()));
        return keys;
    }
}

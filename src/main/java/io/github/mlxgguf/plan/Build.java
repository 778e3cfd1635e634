package io.github.mlxgguf.plan;

import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One build that the server has.
 *
 * @param model the build, as an entry of its own
 * @param entry the entry of the server's list that holds it
 * @param variantKey its key, if it shares the entry with other builds
 * @param otherMachine where it is, if it is on another machine, else null
 */
record Build(
        ModelEntry model,
        ModelEntry entry,
        @Nullable String variantKey,
        @Nullable String otherMachine) {
    private static final Pattern PART_OF_SEVERAL = Pattern.compile("-\\d{5}-of-\\d{5}(?=\\.gguf$)");

    /** Every build of a list of models, embedding models left out; each once. */
    static List<Build> all(List<ModelEntry> models, LoadRoutes routes) {
        Map<String, Build> builds = new LinkedHashMap<>();
        List<ModelEntry> some =
                models.stream().filter(model -> !model.isEmbedding()).toList();
        // What the list shows by its own key is loaded by that key, whatever other entry names it too.
        some.stream().filter(model -> model.variants().isEmpty()).forEach(model -> add(builds, plain(model, routes)));
        for (ModelEntry model : some) {
            for (String variant : variants(model, routes)) {
                add(builds, variant(variant, model, routes));
            }
        }
        return List.copyOf(builds.values());
    }

    /** What loading an entry's own key loads. */
    static Build plain(ModelEntry entry, LoadRoutes routes) {
        String where = routes.otherMachine(entry.key());
        ModelEntry told = routes.build(entry.key()).orElse(entry);
        if (!entry.variants().isEmpty()) {
            return new Build(entry, entry, null, where);
        }
        return new Build(
                new ModelEntry(
                        entry.key(),
                        entry.type(),
                        entry.displayName(),
                        entry.architecture() == null ? told.architecture() : entry.architecture(),
                        entry.format() == null ? told.format() : entry.format(),
                        entry.quantization() == null ? told.quantization() : entry.quantization(),
                        entry.sizeBytes() == null ? told.sizeBytes() : entry.sizeBytes(),
                        entry.params() == null ? told.params() : entry.params(),
                        entry.maxContextLength(),
                        entry.instances(),
                        entry.variants(),
                        entry.selectedVariant(),
                        entry.reasoningOptions(),
                        new ModelEntry.Origin(
                                entry.origin().publisher() == null
                                        ? told.origin().publisher()
                                        : entry.origin().publisher(),
                                told.origin().repository(),
                                where)),
                entry,
                null,
                where);
    }

    /** A build that shares an entry; the entry's only build is loaded by the entry's key. */
    static Build variant(String variant, ModelEntry entry, LoadRoutes routes) {
        String where = routes.build(variant).isPresent() ? null : routes.otherMachine(variant);
        if (where == null) {
            where = routes.otherMachine(entry.key());
        }
        return new Build(CatalogueVariant.entry(variant, entry, routes), entry, variant, where);
    }

    /** The keys of the builds that share an entry, by the list and by the tool. */
    static List<String> variants(ModelEntry entry, LoadRoutes routes) {
        if (entry.variants().isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>(entry.variants());
        String prefix = entry.key() + "@";
        routes.builds().stream()
                .map(ModelEntry::key)
                .filter(key -> key.regionMatches(true, 0, prefix, 0, prefix.length()))
                .filter(key -> keys.stream().noneMatch(key::equalsIgnoreCase))
                .forEach(keys::add);
        return keys;
    }

    private static void add(Map<String, Build> builds, Build build) {
        builds.putIfAbsent(build.key().toLowerCase(Locale.ROOT), build);
    }

    /** What the config writes to name it. */
    String key() {
        return model.key();
    }

    /** Its name, with the publisher that the server tells. */
    ModelName name() {
        return ModelName.of(key()).publishedBy(model.origin().publisher());
    }

    /** The name of the model that its repository holds, or null if no repository is told. */
    @Nullable
    String repositoryBase() {
        String repository = model.origin().repository();
        // The tool may repeat a catalogue's key in its place, which names no repository.
        if (repository == null || (!entry.variants().isEmpty() && repository.equalsIgnoreCase(entry.key()))) {
            return null;
        }
        String path = repository.substring(repository.indexOf('@') + 1);
        return ModelName.of(PART_OF_SEVERAL.matcher(path).replaceFirst("")).base();
    }

    /** Its format: what the server tells, else what its name does; null if neither tells. */
    @Nullable
    Format format() {
        return model.format() == null ? name().format() : model.format();
    }

    /** Its quantisation: what the server tells, else what its name does; null if neither tells. */
    @Nullable
    String quantization() {
        return model.quantization() == null ? name().quantization() : model.quantization();
    }
}

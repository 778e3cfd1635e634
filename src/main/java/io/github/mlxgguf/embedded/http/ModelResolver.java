package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.catalog.CatalogModel;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import java.util.Optional;

/** Finds what a {@code model} field means: an instance id, or the key of a model that may be loaded or not. */
final class ModelResolver {
    private final EmbeddedCatalog catalog;
    private final Instances instances;

    ModelResolver(EmbeddedCatalog catalog, Instances instances) {
        this.catalog = catalog;
        this.instances = instances;
    }

    Optional<Instance> loaded(String name) {
        return instances.find(name).or(() -> catalog.find(name).flatMap(instances::findByModel));
    }

    Optional<CatalogModel> downloaded(String name) {
        return catalog.find(name);
    }

    /** The sentence of LM Studio for a name that means nothing. */
    String invalidIdentifier(String name) {
        String example = catalog.models().get(0).key();
        return "Invalid model identifier \"" + name + "\". Please specify a valid downloaded model (e.g., " + example
                + ").";
    }
}

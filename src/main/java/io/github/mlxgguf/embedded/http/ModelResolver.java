package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import java.util.Optional;

/** Finds what a {@code model} field means: an instance id, or the key of a model that may be loaded or not. */
final class ModelResolver {
    private final Offers offers;
    private final Instances instances;

    ModelResolver(Offers offers, Instances instances) {
        this.offers = offers;
        this.instances = instances;
    }

    Optional<Instance> loaded(String name) {
        return instances.find(name).or(() -> offers.find(name).flatMap(instances::findByModel));
    }

    Optional<OfferedModel> downloaded(String name) {
        return offers.find(name);
    }

    /** The sentence of LM Studio for a name that means nothing. */
    String invalidIdentifier(String name) {
        String example = offers.models().get(0).key();
        return "Invalid model identifier \"" + name + "\". Please specify a valid downloaded model (e.g., " + example
                + ").";
    }
}

package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.catalog.ListEntry;
import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.script.Quirk;
import io.github.mlxgguf.embedded.worker.Instance;
import io.github.mlxgguf.embedded.worker.Instances;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a {@code model} field means: an instance id, or the key of a model that may be loaded or not. */
final class ModelResolver {
    private final Offers offers;
    private final Instances instances;
    private final Set<Quirk> quirks;

    ModelResolver(Offers offers, Instances instances, Set<Quirk> quirks) {
        this.offers = offers;
        this.instances = instances;
        this.quirks = quirks;
    }

    /** The loaded instance that a chat with the name gets. */
    Optional<Instance> loaded(String name) {
        Optional<Instance> found =
                instances.find(name).or(() -> downloaded(name).flatMap(instances::findByModel));
        return found.isPresent() || downloaded(name).isPresent() ? found : anyOther();
    }

    /** The build that a chat with the name means; a build of a catalogue entry has a name of its own here. */
    Optional<OfferedModel> downloaded(String name) {
        return offers.find(name).or(() -> offers.findEntry(name).map(ListEntry::selected));
    }

    /** The build that a load over HTTP means; the key of a build of a catalogue entry means none. */
    Optional<OfferedModel> loadable(String name) {
        return offers.findEntry(name).map(ListEntry::selected);
    }

    /** What an instance of the build is called, unless another has the name already. */
    String instanceName(OfferedModel model) {
        String name = Offers.entryKey(model);
        int suffix = name.indexOf('@');
        return quirks.contains(Quirk.IDS_DROP_SUFFIX) && suffix > 0 ? name.substring(0, suffix) : name;
    }

    /** Whether a name in a request, an instance's id included, means the model of that key. */
    boolean means(@Nullable String name, String key) {
        if (name == null) {
            return false;
        }
        if (name.equalsIgnoreCase(key)) {
            return true;
        }
        return instances
                .find(name)
                .map(Instance::model)
                .or(() -> downloaded(name))
                .filter(model -> model.key().equalsIgnoreCase(key)
                        || Offers.entryKey(model).equalsIgnoreCase(key))
                .isPresent();
    }

    /** The sentence of LM Studio for a name that means nothing. */
    String invalidIdentifier(String name) {
        String example = offers.models().get(0).key();
        return "Invalid model identifier \"" + name + "\". Please specify a valid downloaded model (e.g., " + example
                + ").";
    }

    private Optional<Instance> anyOther() {
        List<Instance> loaded =
                instances.all().stream().filter(Instance::isLoaded).toList();
        return quirks.contains(Quirk.ANY_MODEL_ANSWERS) && loaded.size() == 1
                ? Optional.of(loaded.get(0))
                : Optional.empty();
    }
}

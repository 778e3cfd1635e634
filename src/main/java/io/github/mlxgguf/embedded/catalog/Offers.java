package io.github.mlxgguf.embedded.catalog;

import java.util.List;
import java.util.Optional;

/** Every build that a server offers, in the order of its list. */
public record Offers(List<? extends OfferedModel> models) {
    /** Copies the list. */
    public Offers {
        models = List.copyOf(models);
    }

    /** The build with the key; upper and lower case are the same, as in LM Studio. */
    public Optional<OfferedModel> find(String key) {
        for (OfferedModel model : models) {
            if (model.key().equalsIgnoreCase(key)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }
}

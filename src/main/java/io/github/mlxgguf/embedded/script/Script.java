package io.github.mlxgguf.embedded.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a simulated server does, decided beforehand.
 *
 * @param seed of all that is drawn: jitter, noise between loads
 * @param apiToken the token that every call must bring, or null for none
 * @param quirks habits it has all the time
 * @param faults what goes wrong, and when
 */
public record Script(
        long seed, @Nullable String apiToken, Set<Quirk> quirks, List<Fault> faults, List<ScriptedModel> models) {
    /** A server without a token, that has no quirks and never fails; it offers nothing of its own. */
    public static final Script NOTHING = new Script(0, null, Set.of(), List.of(), List.of());

    /** Copies the collections; what a script left out is empty. */
    public Script {
        quirks = quirks == null ? Set.of() : Set.copyOf(quirks);
        faults = faults == null ? List.of() : List.copyOf(faults);
        models = models == null ? List.of() : List.copyOf(models);
    }

    /** The build with the key; upper and lower case are the same, as in LM Studio. */
    public Optional<ScriptedModel> find(String key) {
        return models.stream()
                .filter(model -> model.key().equalsIgnoreCase(key))
                .findFirst();
    }
}

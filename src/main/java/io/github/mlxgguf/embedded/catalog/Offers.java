package io.github.mlxgguf.embedded.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** What the list shows; builds that share a catalogue entry are one entry, where the first of them stands. */
    public List<ListEntry> entries() {
        Map<String, List<OfferedModel>> byKey = new LinkedHashMap<>();
        for (OfferedModel model : models) {
            byKey.computeIfAbsent(entryKey(model).toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                    .add(model);
        }
        return byKey.values().stream()
                .map(builds -> new ListEntry(
                        entryKey(builds.get(0)), builds, builds.get(0).catalogueEntry() != null))
                .toList();
    }

    /** The entry with the key; the key of a build inside a catalogue entry names none. */
    public Optional<ListEntry> findEntry(String key) {
        return entries().stream()
                .filter(entry -> entry.key().equalsIgnoreCase(key))
                .findFirst();
    }

    /** The key of the entry that holds the build. */
    public static String entryKey(OfferedModel model) {
        String entry = model.catalogueEntry();
        return entry == null ? model.key() : entry;
    }
}

package io.github.mlxgguf.embedded.catalog;

import java.util.List;

/**
 * One entry of a server's list: a build, or all builds that a catalogue has under one key.
 *
 * @param key what the list calls it, and what a load call over HTTP takes
 * @param builds at least one
 * @param catalogued whether the key stands for builds with keys of their own
 */
public record ListEntry(String key, List<OfferedModel> builds, boolean catalogued) {
    /** Copies the list. */
    public ListEntry {
        builds = List.copyOf(builds);
    }

    /** The build that the entry shows and loads; the first if none is marked. */
    public OfferedModel selected() {
        return builds.stream().filter(OfferedModel::selected).findFirst().orElse(builds.get(0));
    }
}

package io.github.mlxgguf.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Under what conditions the figures arose. */
public record Conditions(List<Fact> facts, List<FlagRow> flags) {
    /** Copies the lists. */
    public Conditions {
        facts = List.copyOf(facts);
        flags = List.copyOf(flags);
    }

    /** One condition; the value is null where it is unknown. */
    public record Fact(String name, @Nullable String value) {}

    /**
     * A quality flag that was raised.
     *
     * @param records number of records that carry it
     * @param threshold from when on it is raised
     */
    public record FlagRow(
            String id,
            int records,
            String meaning,
            @Nullable String threshold,
            String remedy) {}
}

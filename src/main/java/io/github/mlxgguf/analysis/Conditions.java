package io.github.mlxgguf.analysis;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Under what conditions the figures arose.
 *
 * @param unwatched sessions of which nothing tells what happened between their cells
 */
public record Conditions(List<Fact> facts, List<FlagRow> flags, List<Integer> unwatched) {
    /** Copies the lists. */
    public Conditions {
        facts = List.copyOf(facts);
        flags = List.copyOf(flags);
        unwatched = List.copyOf(unwatched);
    }

    /** What stands in place of a list of flags where none was raised: only a run that was watched from end to end is called clean. */
    public String withoutFlags() {
        return unwatched.isEmpty()
                ? "No quality flag was raised."
                : "No quality flag was raised by what was recorded. What happened between the cells is unknown: there is"
                        + " neither an end record nor samples of session "
                        + unwatched.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".";
    }

    /** One condition; the value is null where it is unknown. */
    public record Fact(String name, @Nullable String value) {}

    /**
     * A quality flag that was raised.
     *
     * @param records number of records that carry it; a session counts as one, also where its end record is made again
     * @param threshold from when on it is raised
     */
    public record FlagRow(
            String id,
            int records,
            String meaning,
            @Nullable String threshold,
            String remedy) {}
}

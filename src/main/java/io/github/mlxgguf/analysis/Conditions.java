package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.ArrayList;
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

    /** What is known, never empty: only a run that was watched from end to end, and raised no flag, is called clean. */
    public List<Condition> judged() {
        List<Condition> judged = new ArrayList<>(flags);
        if (!unwatched.isEmpty()) {
            judged.add(new Condition.Unwatched(unwatched, !flags.isEmpty()));
        }
        return judged.isEmpty() ? List.of(new Condition.Clean()) : judged;
    }

    /** What stands in place of a list of flags where none was raised, and behind one where not all was watched; else empty. */
    public String withoutFlags() {
        return judged().stream()
                .filter(condition -> !(condition instanceof FlagRow))
                .map(Condition::sentence)
                .collect(Collectors.joining(" "));
    }

    /** One condition; the value is null where it is unknown. */
    public record Fact(String name, @Nullable String value) {}

    /**
     * A quality flag that was raised.
     *
     * @param records number of records that carry it; a session counts as one, also where its end record is made again
     * @param ofRecords number of records that could carry one, counted likewise
     * @param threshold from when on it is raised
     */
    public record FlagRow(
            String id,
            int records,
            int ofRecords,
            String meaning,
            @Nullable String threshold,
            String remedy) implements Condition {
        @Override
        public String sentence() {
            return id + " (" + Numbers.counted(records, "record") + "): " + meaning;
        }
    }
}

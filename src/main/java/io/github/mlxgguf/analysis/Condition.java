package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of the circumstances of a run. Every word that a report has on them is made from one of these. */
public sealed interface Condition permits Condition.Clean, Conditions.FlagRow, Condition.Unwatched {
    /** One or more whole sentences. */
    String sentence();

    /** The run was watched from end to end, and nothing was raised. */
    record Clean() implements Condition {
        @Override
        public String sentence() {
            return "No quality flag was raised.";
        }
    }

    /**
     * Nothing tells what happened between the cells of these sessions.
     *
     * @param flagged whether a flag was raised by what was recorded nevertheless
     */
    record Unwatched(List<Integer> sessions, boolean flagged) implements Condition {
        /** Copies the list. */
        public Unwatched {
            sessions = List.copyOf(sessions);
        }

        @Override
        public String sentence() {
            return (flagged ? "" : "No quality flag was raised by what was recorded. ")
                    + "What happened between the cells is unknown: there is neither an end record nor samples of session "
                    + sessions.stream().map(Numbers::count).collect(Collectors.joining(", ")) + ".";
        }
    }
}

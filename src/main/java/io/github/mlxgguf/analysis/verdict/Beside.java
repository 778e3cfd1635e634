package io.github.mlxgguf.analysis.verdict;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What must stand beside a verdict although it compares nothing.
 *
 * @param leaks clauses on the memory that a build's own process keeps, without a full stop; empty where none was seen
 * @param doubts ids of what lowers the certificate; what is intended is not among them
 */
public record Beside(List<String> leaks, List<String> doubts) {
    /** Nothing is known that must. */
    public static final Beside NOTHING = new Beside(List.of(), List.of());

    /** More ids than these say no more in one line; the table of the certificate's reasons has all. */
    private static final int MOST_DOUBTS = 4;

    /** Copies the lists. */
    public Beside {
        leaks = List.copyOf(leaks);
        doubts = List.copyOf(doubts);
    }

    /** For example {@code  (busy_machine, not_settled)}, with the space before it; empty without a doubt. */
    String doubtsInBrackets() {
        if (doubts.isEmpty()) {
            return "";
        }
        int more = doubts.size() - MOST_DOUBTS;
        return doubts.stream().limit(MOST_DOUBTS).collect(Collectors.joining(", ", " (", ""))
                + (more > 0 ? " and " + more + " more)" : ")");
    }

    /** The leaks as sentences, each with a space before it. */
    String leaksAsSentences() {
        return leaks.stream()
                .map(leak -> " " + DecisiveFigures.capitalise(leak) + ".")
                .collect(Collectors.joining());
    }
}

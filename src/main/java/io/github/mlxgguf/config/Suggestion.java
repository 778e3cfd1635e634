package io.github.mlxgguf.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who wrote a word that is not known. */
public final class Suggestion {
    /** A shorter part of a word says too little. */
    private static final int SHORTEST_PART = 3;

    private Suggestion() {}

    /** A sentence with a blank before it, such as {@code  Did you mean "rounds"?}, or nothing if no word is near. */
    public static String sentence(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> " Did you mean \"" + word + "\"?")
                .orElse("");
    }

    /** The known word with the fewest typing mistakes, else the only one that contains what was written. */
    static Optional<String> nearest(String written, Collection<String> known) {
        String needle = written.toLowerCase(Locale.ROOT);
        String best = "";
        int fewest = Integer.MAX_VALUE;
        for (String word : known) {
            int mistakes = distance(needle, word.toLowerCase(Locale.ROOT));
            if (mistakes < fewest) {
                fewest = mistakes;
                best = word;
            }
        }
        if (fewest <= Math.max(1, Math.min(needle.length(), best.length()) / 3)) {
            return Optional.of(best);
        }
        if (needle.length() < SHORTEST_PART) {
            return Optional.empty();
        }
        List<String> containing = known.stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).contains(needle))
                .toList();
        return containing.size() == 1 ? Optional.of(containing.get(0)) : Optional.empty();
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}

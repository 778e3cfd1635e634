package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a pair's verdict rests on.
 *
 * @param beside what is no comparison and must not be missing beside it
 * @param rows in the order in which a reader wants them
 */
public record DecisiveFigures(String baseline, String candidate, Grade grade, Beside beside, List<MetricFinding> rows) {
    private static final String PREFERRED_SCENARIO = ScenarioId.SIMPLE_GENERATION.id();
    private static final List<Figure> OF_A_SCENARIO =
            List.of(Figure.DECODE_TOKENS_PER_SECOND, Figure.TTFT_MS, Figure.HEADLINE_BYTES);
    private static final List<Figure> SPEEDS = List.of(Figure.DECODE_TOKENS_PER_SECOND, Figure.TTFT_MS);
    private static final List<Figure> OF_LOADS = List.of(Figure.LOAD_SECONDS, Figure.FIRST_LOAD_SECONDS);

    /** Copies the list. */
    public DecisiveFigures {
        rows = List.copyOf(rows);
    }

    /** Those of the simple generation, else of the first scenario that has any, else of the loads. */
    static List<MetricFinding> choose(List<MetricFinding> rows) {
        String scenario =
                scenario(rows, SPEEDS).or(() -> scenario(rows, OF_A_SCENARIO)).orElse("");
        List<MetricFinding> chosen = OF_A_SCENARIO.stream()
                // Where a scenario has a row for each prompt, the first stands for all of them; its clause names it.
                .flatMap(figure -> rows.stream()
                        .filter(row -> row.figure() == figure
                                && row.metric().scenario().equals(scenario))
                        .filter(DecisiveFigures::hasAnyValue)
                        .limit(1))
                .toList();
        return !chosen.isEmpty()
                ? chosen
                : OF_LOADS.stream()
                        .flatMap(figure -> rows.stream().filter(row -> row.figure() == figure))
                        .filter(DecisiveFigures::hasAnyValue)
                        .limit(1)
                        .toList();
    }

    /** The preferred scenario if it has a value of one of the figures, else the first that has. */
    private static Optional<String> scenario(List<MetricFinding> rows, List<Figure> figures) {
        return rows.stream()
                .filter(row -> figures.contains(row.figure()))
                .filter(DecisiveFigures::hasAnyValue)
                .map(row -> row.metric().scenario())
                .reduce((first, other) -> other.equals(PREFERRED_SCENARIO) ? other : first);
    }

    static boolean hasAnyValue(MetricFinding row) {
        return row.metric().baseline().n() + row.metric().candidate().n() > 0;
    }

    <J extends Judgement> Stream<J> judgements(Class<J> type) {
        return rows.stream()
                .map(MetricFinding::judgement)
                .filter(type::isInstance)
                .map(type::cast);
    }

    boolean any(Class<? extends Judgement> type) {
        return judgements(type).findAny().isPresent();
    }

    boolean all(Class<? extends Judgement> type) {
        return judgements(type).count() == rows.size();
    }

    /** What each build is better at, then whose memory leaks, then what is equal, then the rest. */
    String words() {
        List<String> parts = new ArrayList<>();
        Stream<Side> sides =
                judgements(Judgement.Better.class).map(Judgement.Better::side).distinct();
        sides.forEach(side -> parts.add(label(side) + " "
                + and(rows.stream()
                        .filter(row -> row.judgement().equals(new Judgement.Better(side)))
                        .map(row -> clause().better(row, side))
                        .toList())));
        parts.addAll(beside.leaks());
        List<String> equal = rows.stream()
                .filter(row -> row.judgement() instanceof Judgement.PracticallyEqual)
                .map(row -> clause().equal(row))
                .toList();
        if (!equal.isEmpty()) {
            parts.add("practically equal in " + and(equal));
        }
        rows.stream()
                .filter(row -> !(row.judgement() instanceof Judgement.Better)
                        && !(row.judgement() instanceof Judgement.PracticallyEqual))
                .map(row -> clause().open(row))
                .forEach(parts::add);
        return capitalise(String.join("; ", parts));
    }

    /** Row by row, without naming anything better, then whose memory leaks. */
    String clauses() {
        return Stream.concat(rows.stream().map(row -> clause().open(row)), beside.leaks().stream())
                .collect(Collectors.joining("; "));
    }

    /** The grade with what lowers it, for example {@code certificate B (busy_machine)}. */
    String certificate() {
        return "certificate " + grade + beside.doubtsInBrackets();
    }

    /** Grade and loads. */
    String confidence() {
        List<String> parts = new ArrayList<>(List.of(certificate()));
        int most = rows.stream().mapToInt(MetricFinding::pairedLoads).max().orElse(0);
        int least = rows.stream()
                .mapToInt(MetricFinding::pairedLoads)
                .filter(loads -> loads > 0)
                .min()
                .orElse(0);
        if (most > 0) {
            parts.add(
                    (least == most ? "" : Numbers.count(least) + " to ") + Numbers.counted(most, "load") + " of each");
        }
        if (any(Judgement.Provisional.class)) {
            parts.add("provisional: an interval needs " + Numbers.counted(PairedRatio.MIN_ROUNDS, "load") + " of each");
        }
        return String.join(", ", parts);
    }

    static String because(@Nullable String reason) {
        return reason == null ? "" : " " + reason + (reason.endsWith(".") ? "" : ".");
    }

    private String label(Side side) {
        return side == Side.BASELINE ? baseline : candidate;
    }

    private Clause clause() {
        return new Clause(baseline, candidate);
    }

    private static String and(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    static String capitalise(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}

package io.github.mlxgguf.analysis.crossover;

import io.github.mlxgguf.metric.RelativeLeastSquares;
import io.github.mlxgguf.metric.RelativeLeastSquares.Line;
import io.github.mlxgguf.metric.RelativeLeastSquares.Point;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Time of a request of one build: a line in the prompt tokens until the first text, and so much for each output token after the first.
 * The two parts are fitted apart, so that answers of one length suffice. Both grow faster than the prompt on very long ones; the
 * held-out check shows where that matters.
 */
record RequestTime(Line untilFirstText, double msPerOutputToken) {
    /** The longest prompt must be so many times the shortest, else what a token costs drowns in what every request costs. */
    static final double MIN_SPREAD = 2;

    /** The fit of some cells; null where they do not bear one. */
    static @Nullable RequestTime fit(List<RequestCell> cells) {
        List<Double> perToken = perToken(cells);
        if (!spreads(cells) || perToken.isEmpty()) {
            return null;
        }
        Line line = RelativeLeastSquares.line(cells.stream()
                .map(cell -> new Point(cell.promptTokens(), cell.ttftMs()))
                .toList());
        return line == null ? null : new RequestTime(line, RelativeLeastSquares.constant(perToken));
    }

    /** Whether the prompts differ enough in length. */
    static boolean spreads(List<RequestCell> cells) {
        double shortest =
                cells.stream().mapToDouble(RequestCell::promptTokens).min().orElse(Double.NaN);
        double longest =
                cells.stream().mapToDouble(RequestCell::promptTokens).max().orElse(Double.NaN);
        return longest >= MIN_SPREAD * shortest;
    }

    static List<Double> perToken(List<RequestCell> cells) {
        return cells.stream()
                .map(RequestCell::msPerOutputToken)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Milliseconds from the request to its last event. */
    double predictMs(int promptTokens, int outputTokens) {
        return untilFirstText.at(promptTokens) + msPerOutputToken * (outputTokens - 1);
    }
}

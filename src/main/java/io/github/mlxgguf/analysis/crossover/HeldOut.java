package io.github.mlxgguf.analysis.crossover;

import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.metric.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How well a fit predicts what it has not seen: each prompt in turn is left out of every round, and predicted by the fit of the others.
 *
 * @param requests that were predicted
 * @param error median of the absolute errors as shares of what was measured, of the time to first text or of the time of an output
 *     token, whichever is larger; null if no prompt could be left out
 */
record HeldOut(int requests, @Nullable Double error) {

    static HeldOut of(List<RequestCell> cells) {
        Set<Work> prompts = cells.stream().map(RequestCell::work).collect(Collectors.toSet());
        List<Double> first = new ArrayList<>();
        List<Double> perToken = new ArrayList<>();
        int requests = 0;
        for (Work prompt : prompts) {
            RequestTime fit = RequestTime.fit(
                    cells.stream().filter(cell -> !cell.work().equals(prompt)).toList());
            if (fit == null) {
                continue;
            }
            for (RequestCell cell : cells) {
                if (cell.work().equals(prompt)) {
                    requests += cell.requests();
                    first.add(error(fit.untilFirstText().at(cell.promptTokens()), cell.ttftMs()));
                    Double measured = cell.msPerOutputToken();
                    if (measured != null) {
                        perToken.add(error(fit.msPerOutputToken(), measured));
                    }
                }
            }
        }
        Double ofFirst = Median.of(first);
        Double ofTokens = Median.of(perToken);
        return new HeldOut(
                requests, ofFirst == null || ofTokens == null ? ofFirst : (Double) Math.max(ofFirst, ofTokens));
    }

    private static double error(double predicted, double measured) {
        return Math.abs(predicted / measured - 1);
    }
}

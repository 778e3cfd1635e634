package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.metric.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One mark of a trend: a run, or several neighbouring ones where there are more than a drawing can hold.
 *
 * @param at place in the order of runs, from 0
 * @param value of the run; of several their median
 * @param runs that it stands for
 * @param first that it stands for
 */
record TrendMark<T>(double at, double value, double low, double high, int runs, T first) {
    /** Thins values to at most so many marks; neighbours share a mark only where they share a stretch. */
    static <T> List<TrendMark<T>> of(
            List<T> values,
            int most,
            ToDoubleFunction<T> at,
            ToDoubleFunction<T> value,
            ToDoubleFunction<T> low,
            ToDoubleFunction<T> high,
            Function<T, Object> stretch) {
        int size = Math.max(1, (values.size() + most - 1) / most);
        List<TrendMark<T>> marks = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= values.size(); i++) {
            boolean ends = i == values.size()
                    || i - from == size
                    || !stretch.apply(values.get(i)).equals(stretch.apply(values.get(i - 1)));
            if (ends) {
                List<T> together = values.subList(from, i);
                marks.add(new TrendMark<>(
                        together.stream().mapToDouble(at).average().orElseThrow(),
                        Objects.requireNonNull(Median.of(
                                together.stream().map(value::applyAsDouble).toList())),
                        together.stream().mapToDouble(low).min().orElseThrow(),
                        together.stream().mapToDouble(high).max().orElseThrow(),
                        together.size(),
                        together.get(0)));
                from = i;
            }
        }
        return marks;
    }
}

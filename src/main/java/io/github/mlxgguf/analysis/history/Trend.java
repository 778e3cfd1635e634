package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.summary.Better;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of both builds of a pair at one place.
 *
 * @param metric its name in {@code summary.json}
 * @param prompt id of the one prompt that it is about, or null
 * @param series of the baseline first; more than one of a side where its build or the settings changed
 * @param breaks why a side has more than one, as sentences
 * @param ratios candidate divided by baseline, by time
 */
public record Trend(
        Place place,
        String pair,
        String scenario,
        @Nullable String prompt,
        String metric,
        String unit,
        Better better,
        List<Series> series,
        List<String> breaks,
        List<RatioPoint> ratios) {
    /** Copies the lists. */
    public Trend {
        series = List.copyOf(series);
        breaks = List.copyOf(breaks);
        ratios = List.copyOf(ratios);
    }
}

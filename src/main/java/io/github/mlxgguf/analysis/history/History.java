package io.github.mlxgguf.analysis.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trend over all runs of a folder.
 *
 * @param runs that were read and counted
 * @param first when the earliest of them began, ISO-8601 UTC; null without any
 * @param last when the newest began
 * @param places with the number of their runs, in the order of {@code trends}
 * @param notices sentences that stand on top of everything made from some of the runs, each once
 * @param trends by place, pair, scenario, prompt and figure
 * @param passedOver runs that do not count
 * @param notes what a reader should know of how runs were read
 */
public record History(
        int runs,
        @Nullable String first,
        @Nullable String last,
        List<PlaceRuns> places,
        List<String> notices,
        List<Trend> trends,
        List<PassedOver> passedOver,
        List<PassedOver> notes) {
    /** Copies the lists. */
    public History {
        places = List.copyOf(places);
        notices = List.copyOf(notices);
        trends = List.copyOf(trends);
        passedOver = List.copyOf(passedOver);
        notes = List.copyOf(notes);
    }

    /** How many runs were made where. */
    public record PlaceRuns(Place place, int runs) {}

    /** A folder and what is to be said of it. */
    public record PassedOver(String folder, String reason) {}
}

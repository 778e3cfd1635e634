package io.github.mlxgguf.report.history;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.plot.Plot;
import java.util.List;

/**
 * What the templates of a history show.
 *
 * @param lead what was read, in sentences
 * @param steps what may be said of steps of versions, the clear ones alone
 * @param stepsNote how many were compared, and what chance does
 * @param lists runs that do not count, and what else is to be said of folders
 */
public record HistoryModel(
        String title,
        List<Banner> banners,
        List<String> lead,
        List<String> steps,
        String stepsNote,
        List<Table> lists,
        List<PlaceModel> places,
        List<String> method) {
    /** What was measured at one place. */
    public record PlaceModel(String id, String title, List<PairModel> pairs) {}

    /** One pair. */
    public record PairModel(String id, String name, Table overview, List<TrendModel> trends) {}

    /**
     * One figure of a pair.
     *
     * @param notes steps of versions, breaks and scatter, as sentences
     */
    public record TrendModel(String figure, Plot plot, List<String> notes) {}
}

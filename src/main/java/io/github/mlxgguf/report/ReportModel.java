package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.report.topic.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the templates lay out: finished texts and tables, in the order of the page. Public for FreeMarker only; nothing in it is
 * escaped, the output formats of the templates do that.
 *
 * @param banners what must be read before any figure
 * @param summary one line for each pair
 * @param summaryNotes sentences that hold for all of these lines
 * @param topics those that have something to say
 */
public record ReportModel(
        String title,
        String runId,
        List<Banner> banners,
        List<ExecutiveLine> summary,
        List<String> summaryNotes,
        List<Topic> topics) {
    /** Copies the lists. */
    public ReportModel {
        banners = List.copyOf(banners);
        summary = List.copyOf(summary);
        summaryNotes = List.copyOf(summaryNotes);
        topics = List.copyOf(topics);
    }

    /**
     * What was found about one pair, in one line.
     *
     * @param confidence what that rests on; null where nothing is compared
     * @param status {@code complete}, {@code incomplete} or {@code failed}
     */
    public record ExecutiveLine(
            String pair, String lead, @Nullable String confidence, String status) {}
}

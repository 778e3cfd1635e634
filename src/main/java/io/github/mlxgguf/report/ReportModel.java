package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.report.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the templates lay out: finished texts and tables, in the order of the page. Public for FreeMarker only; nothing in it is
 * escaped, the output formats of the templates do that.
 *
 * @param runId what it is called
 * @param runs names of the runs that it is about; empty where it is about the one that it is called after
 * @param links what else there is of it
 * @param files what its folder holds, for whoever sees the shortest form of it
 * @param banners what must be read before any figure
 * @param summary one line for each pair
 * @param summaryNotes sentences that hold for all of these lines
 * @param topics those that have something to say
 */
public record ReportModel(
        String title,
        String runId,
        List<String> runs,
        List<Link> links,
        List<String> files,
        List<Banner> banners,
        List<ExecutiveLine> summary,
        List<String> summaryNotes,
        List<Topic> topics) {
    /** Copies the lists. */
    public ReportModel {
        runs = List.copyOf(runs);
        links = List.copyOf(links);
        files = List.copyOf(files);
        banners = List.copyOf(banners);
        summary = List.copyOf(summary);
        summaryNotes = List.copyOf(summaryNotes);
        topics = List.copyOf(topics);
    }

    /** The same report elsewhere, of what it says more with some topics before all others. */
    ReportModel with(List<String> ofRuns, List<Link> otherLinks, List<String> otherFiles, List<Topic> first) {
        List<Topic> all = new ArrayList<>(first);
        all.addAll(topics);
        return new ReportModel(title, runId, ofRuns, otherLinks, otherFiles, banners, summary, summaryNotes, all);
    }

    /**
     * A link; the addresses are encoded already.
     *
     * @param html from a page
     * @param markdown from a Markdown file
     */
    public record Link(String text, String html, String markdown) {}

    /**
     * What was found about one pair, in one line.
     *
     * @param confidence what that rests on; null where nothing is compared
     * @param status {@code complete}, {@code incomplete} or {@code failed}
     */
    public record ExecutiveLine(
            String pair, String lead, @Nullable String confidence, String status) {}
}

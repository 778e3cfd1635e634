package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.report.ReportModel.ExecutiveLine;
import io.github.mlxgguf.report.ReportModel.Link;
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.topic.Topics;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets the findings into texts and tables. */
final class ReportModelBuilder {
    private static final List<String> FILES = List.of(
            ResultsFolder.REPORT_HTML,
            ResultsFolder.REPORT_MARKDOWN,
            ResultsFolder.TIMELINE,
            ResultsFolder.SUMMARY,
            ResultsFolder.PLOTS + "/",
            ResultsFolder.METRICS + "/");

    private ReportModelBuilder() {}

    /**
     * The whole report.
     *
     * @param plots to be placed under their topics
     */
    static ReportModel build(RunFindings findings, List<Plot> plots) {
        return new ReportModel(
                title(findings),
                findings.summary().runId(),
                List.of(),
                List.of(new Link("Interactive time line", ResultsFolder.TIMELINE, ResultsFolder.TIMELINE)),
                FILES,
                findings.banners(),
                findings.pairs().stream().map(ReportModelBuilder::line).toList(),
                intervals(findings),
                Topics.of(findings, plots));
    }

    private static ExecutiveLine line(PairFindings pair) {
        return new ExecutiveLine(
                pair.summary().name(),
                pair.lead(),
                pair.confidence(),
                pair.summary().status());
    }

    /** How the intervals of the lines were made, once for all of them; empty where none has one. */
    private static List<String> intervals(RunFindings findings) {
        String methods = findings.pairs().stream()
                .filter(pair -> pair.confidence() != null)
                .flatMap(pair -> pair.metrics().stream())
                .map(row -> row.metric().ratio().method())
                .filter(Objects::nonNull)
                .map(method -> method.replace('_', ' '))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        return methods.isEmpty()
                ? List.of()
                : List.of("Each range is a 95 % interval, that of a ratio by " + methods
                        + "; the tables say what would decide the figures that are undecided.");
    }

    private static String title(RunFindings findings) {
        int merged = findings.summary().provenance().mergedFrom().size();
        return title(findings.summary().server().kind())
                + (merged == 0 ? "" : ", " + Numbers.counted(merged, "run") + " put together");
    }

    private static String title(@Nullable String kind) {
        return switch (kind == null ? "" : kind) {
            case ServerIds.SIMULATED -> "MLX or GGUF: simulated run";
            case ServerIds.EMBEDDED -> "MLX or GGUF: run on the embedded server";
            default -> "MLX or GGUF: benchmark report";
        };
    }
}

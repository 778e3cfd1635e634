package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.report.ReportModel.ExecutiveLine;
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.topic.Topics;
import java.util.List;

/** Sets the findings into texts and tables. */
final class ReportModelBuilder {
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
                findings.banners(),
                findings.pairs().stream().map(ReportModelBuilder::line).toList(),
                Topics.of(findings, plots));
    }

    private static ExecutiveLine line(PairFindings pair) {
        return new ExecutiveLine(
                pair.summary().name(), pair.lead(), pair.summary().status());
    }

    private static String title(RunFindings findings) {
        String kind = findings.summary().server().kind();
        return switch (kind == null ? "" : kind) {
            case ServerIds.SIMULATED -> "MLX or GGUF: simulated run";
            case ServerIds.EMBEDDED -> "MLX or GGUF: run on the embedded server";
            default -> "MLX or GGUF: benchmark report";
        };
    }
}

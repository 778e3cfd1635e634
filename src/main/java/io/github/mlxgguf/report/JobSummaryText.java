package io.github.mlxgguf.report;

import io.github.mlxgguf.report.output.TemplateRenderer;

/** The short Markdown for the page of a GitHub job: notices, one line for each pair, and where the rest is. */
final class JobSummaryText {
    private JobSummaryText() {}

    static String of(ReportModel report) {
        return TemplateRenderer.render("job-summary.md.ftl", report);
    }
}

package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.report.csv.MetricsWriter;
import io.github.mlxgguf.report.output.TemplateRenderer;
import io.github.mlxgguf.report.output.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code summary.json}, {@code report.md}, {@code report.html}, {@code timeline.html} and the tables in {@code metrics/} into
 * a results folder, from its records and samples alone: no server, no network, no clock. The same folder gives the same bytes.
 */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Writes the files, each of them whole or not at all. A folder that a crash left behind is as good as any.
     *
     * @param folder a results folder or a {@code latest} pointer to one
     * @return the records that they were made from
     * @throws ResultsException if there is no such folder, no {@code records.jsonl} in it, or it cannot be written to
     */
    public static RunData write(Path folder) {
        RunData data = RunReader.read(folder);
        SamplePass samples = SamplePass.over(data);
        RunFindings findings = RunAnalysis.of(data, samples.crashed());
        ReportModel model = ReportModelBuilder.build(findings);
        WholeFile.replace(data.folder().resolve(ResultsFolder.SUMMARY), SummaryJson.of(findings.summary()));
        WholeFile.replace(
                data.folder().resolve(ResultsFolder.REPORT_MARKDOWN), TemplateRenderer.render("report.md.ftl", model));
        WholeFile.replace(
                data.folder().resolve(ResultsFolder.REPORT_HTML), TemplateRenderer.render("report.html.ftlh", model));
        samples.finish();
        MetricsWriter.writeGenerations(data);
        return data;
    }

    /** Whether all of the files are there. */
    public static boolean isWritten(Path folder) {
        ResultsFolder results = ResultsFolder.resolve(folder);
        return List.of(results.summary(), results.reportMarkdown(), results.reportHtml(), results.timeline()).stream()
                        .allMatch(Files::isRegularFile)
                && MetricsWriter.isWritten(results);
    }
}

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
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.plot.PlotWriter;
import io.github.mlxgguf.report.plot.ReportPlots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code summary.json}, {@code report.md}, {@code report.html}, {@code timeline.html}, the plots in {@code plots/} and the
 * tables in {@code metrics/} into a results folder, from its records and samples alone: no server, no network, no clock. The same folder gives the same bytes.
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
        return write(folder, JobSummary.NONE);
    }

    /**
     * The same, and the shortest form of it where GitHub shows it.
     *
     * @throws ResultsException as above; a job summary that cannot be written is logged only
     */
    public static RunData write(Path folder, JobSummary jobSummary) {
        RunData data = RunReader.read(folder);
        SamplePass samples = SamplePass.over(data);
        RunFindings findings = RunAnalysis.of(data, samples.crashed());
        List<Plot> plots = ReportPlots.of(data, findings, samples.courses());
        ReportModel model = ReportModelBuilder.build(findings, plots);
        WholeFile.replace(data.folder().resolve(ResultsFolder.SUMMARY), SummaryJson.of(findings.summary()));
        WholeFile.replace(
                data.folder().resolve(ResultsFolder.REPORT_MARKDOWN), TemplateRenderer.render("report.md.ftl", model));
        WholeFile.replace(
                data.folder().resolve(ResultsFolder.REPORT_HTML), TemplateRenderer.render("report.html.ftlh", model));
        PlotWriter.write(data.folder(), plots);
        jobSummary.append(JobSummaryText.of(model));
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

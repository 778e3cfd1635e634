package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SampleReader;
import io.github.mlxgguf.report.csv.MetricsWriter;
import io.github.mlxgguf.report.output.TemplateRenderer;
import io.github.mlxgguf.report.output.WholeFile;
import io.github.mlxgguf.report.plot.MemoryCourses;
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.plot.PlotWriter;
import io.github.mlxgguf.report.plot.ReportPlots;
import io.github.mlxgguf.report.timeline.TimelineWriter;
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
     * @return the folder that was written to
     * @throws ResultsException if there is no such folder, no {@code records.jsonl} in it, or it cannot be written to
     */
    public static Path write(Path folder) {
        return write(folder, JobSummary.NONE);
    }

    /**
     * The same, and the shortest form of it where GitHub shows it.
     *
     * @throws ResultsException as above; a job summary that cannot be written is logged only
     */
    public static Path write(Path folder, JobSummary jobSummary) {
        RunData data = RunReader.read(folder);
        RunFindings findings = RunAnalysis.of(data);
        ReportModel model = ReportModelBuilder.build(findings, List.of());
        WholeFile.replace(data.folder().resolve(ResultsFolder.SUMMARY), SummaryJson.of(findings.summary()));
        WholeFile.replace(
                data.folder().resolve(ResultsFolder.REPORT_MARKDOWN), TemplateRenderer.render("report.md.ftl", model));
        WholeFile.replace(
                data.folder().resolve(ResultsFolder.REPORT_HTML), TemplateRenderer.render("report.html.ftlh", model));
        PlotWriter.write(data.folder(), plots(data, findings));
        TimelineWriter.write(data);
        MetricsWriter.write(data);
        jobSummary.append(JobSummaryText.of(model));
        return data.folder();
    }

    /** A crash may have come before the first sample. */
    private static List<Plot> plots(RunData data, RunFindings findings) {
        MemoryCourses courses = new MemoryCourses(data);
        if (Files.isRegularFile(ResultsFolder.resolve(data.folder()).samples())) {
            SampleReader.read(data.folder(), courses);
        }
        return ReportPlots.of(data, findings, courses);
    }

    /** Whether all of the files are there. */
    public static boolean isWritten(Path folder) {
        ResultsFolder results = ResultsFolder.resolve(folder);
        return List.of(results.summary(), results.reportMarkdown(), results.reportHtml(), results.timeline()).stream()
                        .allMatch(Files::isRegularFile)
                && MetricsWriter.isWritten(results);
    }
}

package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.report.csv.MetricsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes {@code summary.json}, {@code report.md}, {@code report.html} and the tables in {@code metrics/} into a results folder,
 * from its records and samples alone: no server, no network, no clock. The same records give the same bytes.
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
        RunData data = RunReader.read(folder);
        RunFindings findings = RunAnalysis.of(data);
        ReportModel model = ReportModelBuilder.build(findings);
        replace(data.folder().resolve(ResultsFolder.SUMMARY), SummaryJson.of(findings.summary()));
        replace(data.folder().resolve(ResultsFolder.REPORT_MARKDOWN), TemplateRenderer.render("report.md.ftl", model));
        replace(data.folder().resolve(ResultsFolder.REPORT_HTML), TemplateRenderer.render("report.html.ftlh", model));
        MetricsWriter.write(data);
        return data.folder();
    }

    /** Whether all of the files are there. */
    public static boolean isWritten(Path folder) {
        ResultsFolder results = ResultsFolder.resolve(folder);
        return List.of(results.summary(), results.reportMarkdown(), results.reportHtml()).stream()
                        .allMatch(Files::isRegularFile)
                && MetricsWriter.isWritten(results);
    }

    private static void replace(Path file, String text) {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            try {
                Files.writeString(unfinished, text, StandardCharsets.UTF_8);
                move(unfinished, file);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot write " + file + ": " + e.getClass().getSimpleName() + " " + e.getMessage()
                            + ". Make the folder writable and run `report " + file.getParent() + "`.",
                    e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

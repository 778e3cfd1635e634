package io.github.mlxgguf.report.history;

import io.github.mlxgguf.analysis.history.History;
import io.github.mlxgguf.analysis.history.Selection;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.report.output.TemplateRenderer;
import io.github.mlxgguf.report.output.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code history.md} and {@code history.html}; the same history gives the same bytes. */
public final class HistoryWriter {
    /** The history for a terminal or a repository. */
    public static final String MARKDOWN = "history.md";
    /** The history for a browser: self-contained, offline. */
    public static final String HTML = "history.html";

    private HistoryWriter() {}

    /**
     * Writes both files, each whole or not at all.
     *
     * @param selection what the history is about
     * @param folder made if it is missing
     * @return what stands on top of both
     * @throws ResultsException if it cannot be written to
     */
    public static HistoryModel write(History history, Selection selection, Path folder) {
        HistoryModel model = HistoryModelBuilder.build(history, selection);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot make " + folder.toAbsolutePath() + ": "
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + ". Choose another place with --out DIR.",
                    e);
        }
        WholeFile.replace(folder.resolve(MARKDOWN), TemplateRenderer.render("history.md.ftl", model));
        WholeFile.replace(folder.resolve(HTML), TemplateRenderer.render("history.html.ftlh", model));
        return model;
    }
}

package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.report.output.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes {@code plots/*.svg} into a results folder. */
public final class PlotWriter {
    private static final String EXTENSION = ".svg";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private PlotWriter() {}

    /**
     * Writes each plot whole or not at all, and removes those that an earlier report wrote and this one does not have.
     *
     * @param folder a results folder
     * @throws ResultsException if it cannot be written to
     */
    public static void write(Path folder, List<Plot> plots) {
        Path room = folder.resolve(ResultsFolder.PLOTS);
        Set<String> names = plots.stream().map(PlotWriter::fileName).collect(Collectors.toSet());
        try {
            Files.createDirectories(room);
            removeOthers(room, names);
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot write " + room + ": " + e.getClass().getSimpleName() + " " + e.getMessage()
                            + ". Make the folder writable and run `report` on it again.",
                    e);
        }
        plots.forEach(plot -> WholeFile.replace(room.resolve(fileName(plot)), DECLARATION + plot.svg()));
    }

    private static String fileName(Plot plot) {
        return plot.id() + EXTENSION;
    }

    private static void removeOthers(Path room, Set<String> names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(room, "*" + EXTENSION)) {
            for (Path file : files) {
                if (!names.contains(String.valueOf(file.getFileName())) && Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}

package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.output.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * Writes {@code metrics/samples.csv} and {@code metrics/generations.csv}, each of them whole or not at all. The same records and
 * samples give the same bytes, and a million samples need no more memory than one.
 *
 * <p>The columns are the fields of the records, with their names; a field of a field is {@code outer.inner}. Texts are quoted,
 * unknown is an empty cell, a list is one cell with blanks between its elements. A text that a spreadsheet would run as a formula
 * has an apostrophe before it.
 */
public final class MetricsWriter {
    /** What the monitor saw, one row a sample. */
    public static final String SAMPLES = "samples.csv";
    /** One row a generation, warm-up, void and superseded ones included: {@code role}, {@code flags} and {@code failure.kind} tell. */
    public static final String GENERATIONS = "generations.csv";

    private MetricsWriter() {}

    /**
     * Writes both files of a run; without samples, {@code samples.csv} is a header alone.
     *
     * @throws ResultsException if the folder cannot be written to
     */
    public static void write(RunData run) {
        Path folder = run.folder();
        replace(folder, GENERATIONS, csv -> GenerationRows.write(run, csv));
        writeSamples(folder, WallAnchors.of(run));
    }

    /**
     * Writes {@code samples.csv} alone.
     *
     * @param folder a results folder
     * @param wallAnchors by session, the wall-clock time at which its {@code t_ns} was 0; a session that is not here has no times
     * @throws ResultsException if the folder cannot be written to
     */
    public static void writeSamples(Path folder, Map<Integer, Instant> wallAnchors) {
        replace(folder, SAMPLES, csv -> SampleRows.write(folder, wallAnchors, csv));
    }

    /** Whether both files are there. */
    public static boolean isWritten(ResultsFolder folder) {
        return Files.isRegularFile(folder.metrics().resolve(SAMPLES))
                && Files.isRegularFile(folder.metrics().resolve(GENERATIONS));
    }

    /** Writes rows. */
    @FunctionalInterface
    private interface Rows {
        void write(CsvWriter csv) throws IOException;
    }

    private static void replace(Path folder, String name, Rows rows) {
        Path metrics = folder.resolve(ResultsFolder.METRICS);
        try {
            Files.createDirectories(metrics);
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot make the folder " + metrics + ": " + e.getClass().getSimpleName() + " " + e.getMessage()
                            + ". Make the folder writable and run `report` on it again.",
                    e);
        }
        WholeFile.replace(metrics.resolve(name), out -> {
            try (CsvWriter csv = new CsvWriter(out)) {
                rows.write(csv);
            }
        });
    }
}

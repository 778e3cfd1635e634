package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleReader;
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
     * Writes {@code generations.csv}.
     *
     * @throws ResultsException if the folder cannot be written to
     */
    public static void writeGenerations(RunData run) {
        WholeFile.replace(metrics(run.folder()).resolve(GENERATIONS), out -> {
            try (CsvWriter csv = new CsvWriter(out)) {
                GenerationRows.write(run, csv);
            }
        });
    }

    /**
     * Begins {@code samples.csv} of a run, with its header; without samples it stays that.
     *
     * @throws ResultsException if the folder cannot be written to
     */
    public static SampleTable samples(RunData run) {
        return samples(run.folder(), WallAnchors.of(run));
    }

    /**
     * Writes {@code samples.csv} alone.
     *
     * @param folder a results folder
     * @param wallAnchors by session, the wall-clock time at which its {@code t_ns} was 0; a session that is not here has no times
     * @throws ResultsException if the folder cannot be written to
     */
    public static void writeSamples(Path folder, Map<Integer, Instant> wallAnchors) {
        try (SampleTable table = samples(folder, wallAnchors)) {
            Path samples = folder.resolve(ResultsFolder.SAMPLES);
            if (Files.isRegularFile(samples)) {
                SampleReader.read(samples, table);
            }
            table.finish();
        }
    }

    /** Whether both files are there. */
    public static boolean isWritten(ResultsFolder folder) {
        return Files.isRegularFile(folder.metrics().resolve(SAMPLES))
                && Files.isRegularFile(folder.metrics().resolve(GENERATIONS));
    }

    private static SampleTable samples(Path folder, Map<Integer, Instant> wallAnchors) {
        return new SampleTable(metrics(folder).resolve(SAMPLES), wallAnchors);
    }

    private static Path metrics(Path folder) {
        Path metrics = folder.resolve(ResultsFolder.METRICS);
        try {
            return Files.createDirectories(metrics);
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot make the folder " + metrics + ": " + e.getClass().getSimpleName() + " " + e.getMessage()
                            + ". Make the folder writable and run `report` on it again.",
                    e);
        }
    }
}

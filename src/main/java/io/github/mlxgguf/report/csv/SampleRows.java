package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SampleReader;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of {@code samples.csv}: the session, the time of day as {@code ts}, then the sample. */
final class SampleRows {
    /** As the {@code ts} of records; always three digits. */
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SampleRows() {}

    static void write(Path folder, Map<Integer, Instant> wallAnchors, CsvWriter csv) throws IOException {
        Columns<Sample> columns = Columns.of(Sample.class);
        List<String> names = new ArrayList<>(List.of("session", "ts"));
        names.addAll(columns.names());
        csv.header(names);
        Path samples = folder.resolve(ResultsFolder.SAMPLES);
        if (Files.isRegularFile(samples)) {
            try {
                SampleReader.read(samples, line -> row(line, wallAnchors, columns, csv));
            } catch (UncheckedIOException e) {
                throw Objects.requireNonNull(e.getCause());
            }
        }
    }

    private static void row(
            SampleLine line, Map<Integer, Instant> wallAnchors, Columns<Sample> columns, CsvWriter csv) {
        Instant anchor = wallAnchors.get(line.session());
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(line.session());
        cells.add(
                anchor == null
                        ? null
                        : MILLIS.format(anchor.plusNanos(line.sample().tNs())));
        cells.addAll(columns.cells(line.sample()));
        try {
            csv.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

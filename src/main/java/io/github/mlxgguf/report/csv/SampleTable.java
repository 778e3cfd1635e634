package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.report.output.WholeFile;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code samples.csv}, row by row as the samples pass: the session, the time of day as {@code ts}, then the sample. It is
 * in its place once it is finished; closed before that, it is not written.
 */
public final class SampleTable implements Consumer<SampleLine>, AutoCloseable {
    /** As the {@code ts} of records, up to the three digits of its milliseconds. */
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int NS_PER_MS = 1_000_000;

    private final Columns<Sample> columns = Columns.of(Sample.class);
    private final Map<Integer, Instant> wallAnchors;
    private final WholeFile.Unfinished file;
    private final CsvWriter csv;
    private final List<@Nullable Object> cells = new ArrayList<>();
    private long second = Long.MIN_VALUE;
    private String uptoSecond = "";

    SampleTable(Path path, Map<Integer, Instant> wallAnchors) {
        this.wallAnchors = Map.copyOf(wallAnchors);
        this.file = WholeFile.open(path);
        this.csv = new CsvWriter(file.out());
        List<String> names = new ArrayList<>(List.of("session", "ts"));
        names.addAll(columns.names());
        try {
            csv.header(names);
        } catch (IOException e) {
            file.close();
            throw file.cannotWrite(e);
        }
    }

    /**
     * Adds a row.
     *
     * @throws ResultsException if it cannot be written
     */
    @Override
    public void accept(SampleLine line) {
        Instant anchor = wallAnchors.get(line.session());
        cells.clear();
        cells.add(line.session());
        cells.add(anchor == null ? null : time(anchor.plusNanos(line.sample().tNs())));
        columns.addCells(line.sample(), cells);
        try {
            csv.row(cells);
        } catch (IOException e) {
            throw file.cannotWrite(e);
        }
    }

    /**
     * Puts the table in its place.
     *
     * @throws ResultsException if it cannot be written
     */
    public void finish() {
        try {
            csv.close();
        } catch (IOException e) {
            throw file.cannotWrite(e);
        }
        file.finish();
    }

    @Override
    public void close() {
        file.close();
    }

    /** A formatter costs as much as all else in a row, and ten rows share a second. */
    private String time(Instant at) {
        if (at.getEpochSecond() != second) {
            second = at.getEpochSecond();
            uptoSecond = SECONDS.format(at);
        }
        int ms = at.getNano() / NS_PER_MS;
        return uptoSecond + digit(ms / 100) + digit(ms / 10) + digit(ms) + "Z";
    }

    private static char digit(int number) {
        return (char) ('0' + number % 10);
    }
}

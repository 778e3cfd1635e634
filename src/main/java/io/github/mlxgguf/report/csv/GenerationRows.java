package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.Envelope;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RunData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code generations.csv}: what every record carries, then the generation. */
final class GenerationRows {
    private GenerationRows() {}

    static void write(RunData run, CsvWriter csv) throws IOException {
        Columns<Envelope> envelope = Columns.of(Envelope.class);
        Columns<GenerationBody> generation = Columns.of(GenerationBody.class);
        List<String> names = new ArrayList<>(envelope.names());
        names.addAll(generation.names());
        csv.header(names);
        for (RunData.Entry entry : run.of(GenerationBody.class)) {
            List<@Nullable Object> cells = new ArrayList<>(envelope.cells(entry.envelope()));
            cells.addAll(generation.cells((GenerationBody) entry.body()));
            csv.row(cells);
        }
    }
}

package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of a results folder; a crash may have left any of its lines unreadable. */
public final class RunReader {
    private RunReader() {}

    /**
     * All records that can be read; the lines that cannot are problems of the result, never an exception. What a resumed run did
     * anew is flagged {@code superseded} where it was first tried.
     *
     * @param folder a results folder or a {@code latest} pointer to one
     * @throws ResultsException if there is no such folder, no {@code records.jsonl} in it, or that is of another schema version, of
     *     another program, or without any record that can be read; the message says which, where, and the cure
     */
    public static RunData read(Path folder) {
        ResultsFolder results = ResultsFolder.resolve(folder);
        return read(results.path(), results.requireFile(ResultsFolder.RECORDS));
    }

    /**
     * The same from a file of any name.
     *
     * @param folder what the result names as its folder
     * @param file its records
     * @throws ResultsException as above
     */
    public static RunData read(Path folder, Path file) {
        List<Entry> entries = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        SchemaGate gate = new SchemaGate(file);
        forEachLine(file, (number, line) -> {
            String reason;
            try {
                Entry entry = RecordJson.parse(line);
                if (gate.record(number, entry.envelope())) {
                    entries.add(entry);
                    return;
                }
                reason = "unknown schema_version " + Excerpt.of(entry.envelope().schemaVersion());
            } catch (RecordJson.UnreadableLine e) {
                reason = e.reason();
            }
            problems.add(new Problem(number, reason));
            gate.unreadable(number, line, reason);
        });
        gate.requireReadable();
        return new RunData(folder, entries, problems).withSuperseded();
    }

    /** Told each line that is not blank, with its number from 1. */
    @FunctionalInterface
    interface LineConsumer {
        void accept(int number, String line);
    }

    /** Streams the lines of a file; a torn UTF-8 sequence becomes a replacement character. */
    static void forEachLine(Path file, LineConsumer consumer) {
        LineBytes.forEach(file, (number, text, offset, length) -> {
            String line = new String(text, offset, length, StandardCharsets.UTF_8);
            if (!line.isBlank()) {
                consumer.accept(number, line);
            }
        });
    }
}

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
     * @throws ResultsException if there is no such folder, or no {@code records.jsonl} in it
     */
    public static RunData read(Path folder) {
        ResultsFolder results = ResultsFolder.resolve(folder);
        Path file = results.requireFile(ResultsFolder.RECORDS);
        List<Entry> entries = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        forEachLine(file, (number, line) -> {
            try {
                entries.add(RecordJson.parse(line));
            } catch (RecordJson.UnreadableLine e) {
                problems.add(new Problem(number, e.reason()));
            }
        });
        return new RunData(results.path(), entries, problems).withSuperseded();
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

package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The first line of a run alone, which says what it is about; a folder of many runs is looked through by it. */
public final class FirstRecord {
    private FirstRecord() {}

    /**
     * The first record.
     *
     * @param folder a results folder
     * @return empty if there is none that can be read, or it is not a run record
     * @throws ResultsException if the file cannot be opened
     */
    public static Optional<Entry> of(Path folder) {
        Path file = folder.resolve(ResultsFolder.RECORDS);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            return line == null
                    ? Optional.empty()
                    : Optional.of(RecordJson.parse(line)).filter(entry -> entry.body() instanceof RunBody);
        } catch (RecordJson.UnreadableLine | MalformedInputException unreadable) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ResultsException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}

package io.github.mlxgguf.embedded.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a truth file. */
public final class TruthReader {
    private TruthReader() {}

    /**
     * All lines so far, in their order. A last line without an end is still being written and is left out.
     *
     * @throws IOException if the file cannot be read or a line is not one of ours; the message names the line
     */
    public static List<TruthLine> read(Path file) throws IOException {
        List<TruthLine> lines = new ArrayList<>();
        String text = Files.readString(file);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            try {
                lines.add(TruthJson.MAPPER.readValue(text.substring(start, end), TruthLine.class));
            } catch (JsonProcessingException e) {
                throw new IOException(
                        file + ":" + (lines.size() + 1) + ": not a line of a truth file: " + e.getOriginalMessage(), e);
            }
            start = end + 1;
        }
        return List.copyOf(lines);
    }

    /**
     * The lines of one kind, in their order.
     *
     * @throws IOException as for all lines
     */
    public static <T extends TruthLine> List<T> read(Path file, Class<T> kind) throws IOException {
        return read(file).stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}

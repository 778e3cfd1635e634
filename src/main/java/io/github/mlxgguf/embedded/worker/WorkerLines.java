package io.github.mlxgguf.embedded.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * The line format between server and worker.
 *
 * <p>A line of ours begins with the record separator, as in JSON text sequences (RFC 7464). Native code may print to the same
 * pipe: whatever stands before the separator, and any line without one, is not ours.
 */
final class WorkerLines {
    private static final char SEPARATOR = '\u001e';
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);

    private WorkerLines() {}

    static String write(Object message) {
        try {
            return SEPARATOR + JSON.writeValueAsString(message) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Our own message cannot be written: " + message, e);
        }
    }

    /**
     * The message in a line, or null if it holds none.
     *
     * @throws JsonProcessingException if it begins like a message and is not one
     */
    static <T> @Nullable T read(String line, Class<T> type) throws JsonProcessingException {
        int start = line.lastIndexOf(SEPARATOR);
        return start < 0 ? null : JSON.readValue(line.substring(start + 1), type);
    }
}

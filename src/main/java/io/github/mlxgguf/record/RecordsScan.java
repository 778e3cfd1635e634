package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What many runs are looked through for, without reading each of their records whole.
 *
 * @param lines of {@code records.jsonl} that are not blank
 * @param digest SHA-256 of the lines, from the same bytes whatever the run is called
 * @param loads records of loads, in their order; those that cannot be read are left out
 * @param end the last record if it is an end record that can be read
 */
public record RecordsScan(long lines, String digest, List<LoadBody> loads, Optional<EndBody> end) {
    private static final String LOAD = "\"kind\":\"load\"";
    private static final String END = "\"kind\":\"end\"";

    /** Copies the list. */
    public RecordsScan {
        loads = List.copyOf(loads);
    }

    /**
     * Looks through the records of a folder.
     *
     * @param runId what its run is called
     * @throws IOException if the file cannot be read
     */
    public static RecordsScan of(Path folder, String runId) throws IOException {
        String name = "\"run_id\":\"" + runId + "\"";
        MessageDigest digest = Sha256.digest();
        List<LoadBody> loads = new ArrayList<>();
        long lines = 0;
        String last = "";
        try (BufferedReader in =
                Files.newBufferedReader(folder.resolve(ResultsFolder.RECORDS), StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                lines++;
                last = line;
                digest.update(line.replace(name, "").getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
                if (line.contains(LOAD) && parsed(line).orElse(null) instanceof LoadBody load) {
                    loads.add(load);
                }
            }
        } catch (MalformedInputException noText) {
            // What follows cannot be read by anybody; what stands before it still counts.
            last = "";
        }
        EndBody end = last.contains(END) && parsed(last).orElse(null) instanceof EndBody body ? body : null;
        return new RecordsScan(lines, Sha256.hex(digest), loads, Optional.ofNullable(end));
    }

    private static Optional<Body> parsed(String line) {
        try {
            return Optional.of(RecordJson.parse(line)).map(Entry::body);
        } catch (RecordJson.UnreadableLine unreadable) {
            return Optional.empty();
        }
    }
}

package io.github.mlxgguf.record;

import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The evidence of one cell, ready to attach.
 *
 * @param recordsJsonl its lines of {@code records.jsonl}
 * @param samplesJsonl its lines of {@code samples.jsonl}
 */
public record CellEvidence(String recordsJsonl, String samplesJsonl) {
    /** The records, in the order of their lines; a line that cannot be read is left out. */
    public List<RunData.Entry> records() {
        List<RunData.Entry> records = new ArrayList<>();
        lines(recordsJsonl).forEach(line -> {
            try {
                records.add(RecordJson.parse(line));
            } catch (RecordJson.UnreadableLine unreadable) {
                // It is attached as it is; what is made from it shows less.
            }
        });
        return records;
    }

    /** The samples, in the order of their lines; a line that cannot be read is left out. */
    public List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        lines(samplesJsonl).forEach(line -> {
            try {
                samples.add(RecordJson.parseSample(line).sample());
            } catch (RecordJson.UnreadableLine unreadable) {
                // As above.
            }
        });
        return samples;
    }

    private static Stream<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank());
    }
}

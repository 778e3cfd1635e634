package io.github.mlxgguf.record.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Takes the lines of a records file through a chain of steps, spelled as our writer spells them. */
final class LineMigrator {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // A key that is there twice would lose one of its values.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final List<MigrationStep> steps;

    LineMigrator(List<MigrationStep> steps) {
        this.steps = steps;
    }

    /**
     * The file in the new version. A line that is no JSON object stays byte for byte what it is, for the check to judge: a session that was
     * killed leaves such.
     *
     * @throws LineRefused if a record cannot be upgraded
     */
    byte[] migrate(byte[] file) throws LineRefused {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + file.length / 16);
        int number = 1;
        for (int start = 0; start < file.length; number++) {
            int end = start;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            out.writeBytes(line(number, Arrays.copyOfRange(file, start, end)));
            if (end < file.length) {
                out.write('\n');
            }
            start = end + 1;
        }
        return out.toByteArray();
    }

    private byte[] line(int number, byte[] line) throws LineRefused {
        try {
            if (!(MAPPER.readTree(new String(line, StandardCharsets.UTF_8)) instanceof ObjectNode record)
                    || !record.path("schema_version")
                            .asText()
                            .equals(steps.get(0).from().toString())) {
                return line;
            }
            for (MigrationStep step : steps) {
                step.upgrade(record);
            }
            return MAPPER.writeValueAsBytes(record);
        } catch (JsonProcessingException torn) {
            return line;
        } catch (MigrationStep.CannotUpgrade e) {
            throw new LineRefused(number, e.reason());
        }
    }

    /** A line that stands in the way; never leaves this package. */
    static final class LineRefused extends Exception {
        private static final long serialVersionUID = 1L;

        LineRefused(int number, String reason) {
            super("line " + number + ": " + reason);
        }
    }
}

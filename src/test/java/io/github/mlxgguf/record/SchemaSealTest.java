package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schema 1.0 is sealed: what stands in the three files is what others rely on. */
class SchemaSealTest {
    /** Keys in order and no white space, so that only the meaning is sealed. */
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"record", "sample", "summary"})
    void theSchemaFilesAreThoseOfTheirVersion(String name) throws IOException, NoSuchAlgorithmException {
        String file = name + ".schema.json";
        Map<?, ?> schema = CANONICAL.readValue(resource("/io/github/mlxgguf/schemas/" + file), Map.class);
        String found = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(CANONICAL.writeValueAsBytes(schema)));

        List<String> sealed = new String(
                        resource("schemas-" + RecordJson.SCHEMA_VERSION + ".sha256"), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(sealed)
                .as(file + " is not as schema " + RecordJson.SCHEMA_VERSION
                        + " was sealed. A change of the file's shape needs"
                        + " a new schema version and a migration to it; see docs/decisions/0011-schema-1-0.md")
                .contains(found + "  " + file);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SchemaSealTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}

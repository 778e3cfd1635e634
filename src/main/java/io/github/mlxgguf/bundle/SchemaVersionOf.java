package io.github.mlxgguf.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what version of the file contract the records of a run say that they follow. */
final class SchemaVersionOf {
    private static final JsonMapper JSON = new JsonMapper();
    /** Damage of a few lines must not hide what the rest is. */
    private static final int MAX_LINES = 100;

    private SchemaVersionOf() {}

    /** The first that can be read; empty where none can. */
    static Optional<String> records(Path records) throws IOException {
        // Not a strict decoder: what is no UTF-8 is told by the check of the records, with its line.
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(records), StandardCharsets.UTF_8))) {
            return in.lines()
                    .limit(MAX_LINES)
                    .flatMap(line -> version(line).stream())
                    .findFirst();
        }
    }

    private static Optional<String> version(String line) {
        try {
            JsonNode version = JSON.readTree(line).path("schema_version");
            return version.isTextual() ? Optional.of(version.textValue()) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }
}

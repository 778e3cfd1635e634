package io.github.mlxgguf.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SuiteVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code environment.json}: on what and with what a run was made, as its records say, and which suite made the bundle. */
final class Environment {
    /** Shape of the bundle, apart from that of its records. */
    static final int FORMAT = 1;

    private static final String BUNDLE = "bundle";
    private static final String MADE_BY = "made_by";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Environment() {}

    /** The version of this suite. */
    static String thisVersion() {
        return SuiteVersion.read().orElse("unknown");
    }

    static String of(RunData run) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject(BUNDLE).put("format", FORMAT).put(MADE_BY, thisVersion());
        run.entries().stream().findFirst().ifPresent(first -> root.put(
                        "schema_version", first.envelope().schemaVersion())
                .put("run_id", first.envelope().runId())
                .put("started", first.envelope().ts()));
        run.run().ifPresent(body -> describe(root, body));
        ArrayNode engines = root.putArray("engines");
        run.bodies(EngineBody.class).stream()
                .distinct()
                .forEach(engine -> engines.add(JSON.<JsonNode>valueToTree(engine)));
        try {
            return JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
                            .writeValueAsString(root)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    private static void describe(ObjectNode root, RunBody run) {
        root.put("suite_version", run.suiteVersion());
        root.put("git_commit", run.gitCommit());
        root.set("server", JSON.valueToTree(run.server()));
        root.set("hardware_profile", JSON.valueToTree(run.hardwareProfile()));
        root.set("os", JSON.valueToTree(run.os()));
        root.set("jvm", JSON.valueToTree(run.jvm()));
        root.put("config_source", run.configSource());
        root.put("config_digest", run.configDigest());
    }

    /** The version of the suite that made a bundle; empty if its {@code environment.json} does not tell. */
    static Optional<String> maker(Path folder) {
        try {
            JsonNode version = JSON.readTree(Files.readAllBytes(folder.resolve(BundleFiles.ENVIRONMENT)))
                    .path(BUNDLE)
                    .path(MADE_BY);
            return version.isTextual() ? Optional.of(version.textValue()) : Optional.empty();
        } catch (IOException unreadable) {
            // said where the file is compared
            return Optional.empty();
        }
    }
}

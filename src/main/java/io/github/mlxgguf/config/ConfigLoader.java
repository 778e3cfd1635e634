package io.github.mlxgguf.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads a configuration file into validated, immutable records. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * Reads a file.
     *
     * @param environment environment variables, for {@code ${NAME}} in the file
     * @throws ConfigException if there is no such file, it is not UTF-8 or not YAML, or anything in it is wrong; lists
     *     all problems
     */
    public static BenchmarkConfig load(Path file, Map<String, String> environment) {
        byte[] bytes = bytes(file);
        return read(decode(bytes, file), file.toString(), digest(bytes), environment);
    }

    /**
     * Reads a text.
     *
     * @param source the name that stands before line numbers in messages
     * @throws ConfigException if the text is not YAML or anything in it is wrong; lists all problems
     */
    public static BenchmarkConfig load(String text, String source, Map<String, String> environment) {
        return read(text, source, digest(text.getBytes(StandardCharsets.UTF_8)), environment);
    }

    private static BenchmarkConfig read(String text, String source, String digest, Map<String, String> environment) {
        ReadContext context = new ReadContext(new Problems(source), environment);
        YamlMap root = YamlDocument.parse(text, source, context);
        YamlValue pairs = root.value("pairs");
        BenchmarkConfig config = new BenchmarkConfig(
                source,
                digest,
                text,
                ServerReader.read(root.value("server").map(), context),
                PairsReader.read(pairs, context),
                SectionsReader.discover(root.value("discover").map()),
                SectionsReader.load(root.value("load").map()),
                SectionsReader.run(root.value("run").map()),
                ScenariosReader.read(root.value("scenarios").map()),
                SectionsReader.monitor(root.value("monitor").map()),
                ExpectationsReader.read(root.value("expect").map()),
                SectionsReader.deployment(root.value("deployment")),
                SectionsReader.report(root.value("report").map()));
        root.finish();
        checkTogether(config, root, pairs);
        context.problems().throwIfAny();
        return config;
    }

    private static void checkTogether(BenchmarkConfig config, YamlMap root, YamlValue pairs) {
        if ((pairs.isAbsent() || pairs.isList())
                && config.pairs().isEmpty()
                && !config.discover().enabled()) {
            pairs.refuse(
                    "no pair, and discover.enabled is false, so there is nothing to measure",
                    "at least one pair, or discover.enabled: true");
        }
        if (config.run().maxOutputTokens() >= config.load().contextLength()) {
            root.value("run")
                    .map()
                    .value("max_output_tokens")
                    .refuse(
                            String.valueOf(config.run().maxOutputTokens()),
                            "less than load.context_length, which is "
                                    + config.load().contextLength());
        }
        Integer fixed = config.scenarios().leakDetection().fixedOutputTokens();
        if (fixed != null && fixed >= config.load().contextLength()) {
            root.value("scenarios")
                    .map()
                    .value("leak-detection")
                    .map()
                    .value("fixed_output_tokens")
                    .refuse(
                            String.valueOf(fixed),
                            "less than load.context_length, which is "
                                    + config.load().contextLength());
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file) || !Files.exists(file)) {
            throw refused(MissingFile.explain(file));
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(file + ": cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ").");
        }
    }

    private static String decode(byte[] bytes, Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(file + ": found bytes that are not UTF-8; allowed: a text file in UTF-8.");
        }
    }

    private static ConfigException refused(String problem) {
        return new ConfigException("The configuration", List.of(problem));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

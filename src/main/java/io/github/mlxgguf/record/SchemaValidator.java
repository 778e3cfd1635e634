package io.github.mlxgguf.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks the files of a results folder against their JSON Schemas, and records against each other. */
public final class SchemaValidator {
    /** A file with more problems than this is not one of ours; the rest says nothing new. */
    public static final int MAX_PROBLEMS = 200;

    private static final String FOLDER = "/io/github/mlxgguf/schemas/";

    private SchemaValidator() {}

    /**
     * What is wrong with a file, in the order of its lines; empty if it is valid.
     *
     * @param file a {@code records.jsonl}, {@code samples.jsonl} or {@code summary.json}
     * @return at most {@link #MAX_PROBLEMS} problems and one more that says so
     * @throws ResultsException if there is no such file, its name is none of these, or it is no records file of this schema version
     */
    public static List<Problem> validateFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ResultsException("no file " + file.toAbsolutePath());
        }
        Problems problems = new Problems();
        switch (String.valueOf(file.getFileName())) {
            case ResultsFolder.RECORDS -> {
                return validateRecords(file);
            }
            case ResultsFolder.SAMPLES -> validateSamples(file, new SampleRules(), problems);
            case ResultsFolder.SUMMARY -> validateSummary(file, problems);
            default ->
                throw new ResultsException("cannot tell which schema " + file
                        + " follows: expected a file named records.jsonl, samples.jsonl or summary.json");
        }
        return problems.list();
    }

    /** What is wrong with one JSON text by one schema; for writers' tests. */
    static List<Problem> validate(String json, String schemaName) {
        Problems problems = new Problems();
        check(1, json, schema(schemaName), problems);
        return problems.list();
    }

    /**
     * What is wrong with a records file of any name; as {@link #validateFile}.
     *
     * @throws ResultsException if it cannot be read, or is no records file of this schema version
     */
    public static List<Problem> validateRecords(Path file) {
        requireCurrent(file);
        Problems problems = new Problems();
        Schema schema = schema("record");
        RecordRules rules = new RecordRules();
        validateLines(file, schema, problems, (number, line) -> {
            rules.check(RecordJson.parse(line), message -> problems.add(number, message));
        });
        rules.finish(message -> problems.add(0, message));
        return problems.list();
    }

    /** Damage is for the check to tell line by line; what is of another kind altogether needs one sentence only. */
    private static void requireCurrent(Path file) {
        SchemaGate gate = new SchemaGate(file);
        RunReader.forEachLine(file, gate::line);
        gate.requireCurrent();
    }

    /**
     * What is wrong with the samples of a run, by themselves and beside its records.
     *
     * @return as {@link #validateFile}
     * @throws ResultsException if it has no samples, or its records cannot be read
     */
    public static List<Problem> validateSamplesOf(ResultsFolder folder) {
        Map<Integer, Long> ends = new HashMap<>();
        for (RunData.Entry entry : RunReader.read(folder.path()).entries()) {
            long end = entry.body() instanceof EndBody ? entry.envelope().tNs() : Long.MAX_VALUE;
            ends.merge(entry.envelope().session(), end, Math::min);
        }
        Problems problems = new Problems();
        validateSamples(folder.requireFile(ResultsFolder.SAMPLES), new SampleRules(ends), problems);
        return problems.list();
    }

    private static void validateSamples(Path file, SampleRules rules, Problems problems) {
        validateLines(file, schema("sample"), problems, (number, line) -> {
            rules.check(RecordJson.parseSample(line), message -> problems.add(number, message));
        });
    }

    /** Holds one line to the rules of its file. */
    @FunctionalInterface
    private interface LineCheck {
        void check(int number, String line) throws RecordJson.UnreadableLine;
    }

    private static void validateLines(Path file, Schema schema, Problems problems, LineCheck rules) {
        TornLine torn = new TornLine(problems);
        RunReader.forEachLine(file, (number, line) -> {
            if (problems.areTooMany()) {
                return;
            }
            JsonNode node;
            try {
                node = RecordJson.parseTree(line);
            } catch (RecordJson.UnreadableLine e) {
                torn.found(number, e.reason());
                return;
            }
            torn.before(node.path("session").asInt());
            int before = problems.count();
            check(number, node, schema, problems);
            try {
                rules.check(number, line);
            } catch (RecordJson.UnreadableLine e) {
                // The schema has said the same, with the place, unless it is looser than the types.
                if (problems.count() == before) {
                    problems.add(number, e.reason());
                }
            }
        });
        torn.atTheEnd();
    }

    /**
     * Waits for what follows an unreadable line: the last line of a session that was killed may be cut off, and a resumed run goes on
     * after it. Anywhere else such a line is damage.
     */
    private static final class TornLine {
        private final Problems problems;
        private int number;
        private String reason = "";
        private int session;

        TornLine(Problems problems) {
            this.problems = problems;
        }

        void found(int line, String why) {
            atTheEnd();
            number = line;
            reason = why;
        }

        void before(int nextSession) {
            if (session > 0 && nextSession > session) {
                number = 0;
            }
            atTheEnd();
            session = nextSession;
        }

        void atTheEnd() {
            if (number > 0) {
                problems.add(number, reason);
                number = 0;
            }
        }
    }

    /** A summary of another version has another shape; to list the differences would help nobody. */
    private static void validateSummary(Path file, Problems problems) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ResultsException("cannot read " + file.toAbsolutePath() + " as UTF-8 text: " + e.getMessage(), e);
        }
        try {
            String version = RecordJson.parseTree(text).path("schema_version").asText("");
            if (SchemaVersion.parse(version)
                    .filter(found -> !found.equals(SchemaVersion.CURRENT))
                    .isPresent()) {
                problems.add(
                        0,
                        "/schema_version: expected " + SchemaVersion.CURRENT + ", found " + version
                                + "; a summary is made from records, `report DIR` makes it again");
                return;
            }
        } catch (RecordJson.UnreadableLine e) {
            problems.add(0, e.reason());
            return;
        }
        check(0, text, schema("summary"), problems);
    }

    private static void check(int line, String json, Schema schema, Problems problems) {
        JsonNode node;
        try {
            node = RecordJson.parseTree(json);
        } catch (RecordJson.UnreadableLine e) {
            problems.add(line, e.reason());
            return;
        }
        check(line, node, schema, problems);
    }

    private static void check(int line, JsonNode node, Schema schema, Problems problems) {
        for (Error error : schema.validate(node)) {
            String place = String.valueOf(error.getInstanceLocation());
            problems.add(line, (place.isEmpty() ? "/" : place) + ": " + error.getMessage());
        }
    }

    private static Schema schema(String name) {
        String resource = FOLDER + name + ".schema.json";
        // Messages are part of our output: they must not follow the machine's language.
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().locale(Locale.ROOT).build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
        try (InputStream in = SchemaValidator.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return registry.getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource, e);
        }
    }

    /** Collects up to the limit. */
    private static final class Problems {
        private final List<Problem> found = new ArrayList<>();

        void add(int line, String message) {
            if (found.size() < MAX_PROBLEMS) {
                found.add(new Problem(line, message));
            } else if (found.size() == MAX_PROBLEMS) {
                found.add(new Problem(0, "more than " + MAX_PROBLEMS + " problems; the rest is not shown"));
            }
        }

        int count() {
            return found.size();
        }

        boolean areTooMany() {
            return found.size() > MAX_PROBLEMS;
        }

        List<Problem> list() {
            return List.copyOf(found);
        }
    }
}

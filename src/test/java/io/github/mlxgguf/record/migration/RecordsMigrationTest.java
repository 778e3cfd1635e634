package io.github.mlxgguf.record.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SchemaValidator;
import io.github.mlxgguf.record.SchemaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes are what our own writer of the time made; 0.1 grew while the suite grew. */
class RecordsMigrationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Path folder;
    private Path file;

    @BeforeEach
    void placeAFile(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        file = folder.resolve("records.jsonl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1-first",
                "0.1-memory-points",
                "0.1-expectations",
                "0.1-cooldown",
                "0.1-conditions",
                "0.1-machine",
                "0.1-deployment"
            })
    void everyShapeBecomesAValidRunInWhichNothingIsLost(String shape) throws IOException {
        Files.writeString(file, shape(shape));

        Optional<RecordsMigration> migrated = RecordsMigration.migrate(file);

        Path original = folder.resolve("records.jsonl.schema-0.1");
        assertThat(migrated).contains(new RecordsMigration(new SchemaVersion(0, 1), original));
        assertThat(original).hasContent(shape(shape));
        assertThat(SchemaValidator.validateFile(file)).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**migrating");
        List<String> old = shape(shape).lines().toList();
        List<String> now = Files.readAllLines(file);
        assertThat(now).hasSameSizeAs(old);
        for (int line = 0; line < old.size(); line++) {
            assertNothingLost(
                    shape + " line " + (line + 1), MAPPER.readTree(old.get(line)), MAPPER.readTree(now.get(line)));
        }
        assertThat(asOurWriterSpells(RunReader.read(folder))).isEqualTo(now);
    }

    /** Null and empty everywhere: nothing to hang a new field on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1-first",
                "0.1-memory-points",
                "0.1-expectations",
                "0.1-cooldown",
                "0.1-conditions",
                "0.1-machine",
                "0.1-deployment"
            })
    void emptyRecordsOfEveryShapeAreSpelledAsOurs(String shape) throws Exception {
        String old = shape(shape + "-minimal").replace("\"role\":\"farewell\"", "\"role\":\"warmup\"");
        Files.write(file, new LineMigrator(List.of(new From01To10())).migrate(old.getBytes(StandardCharsets.UTF_8)));

        RunData read = RunReader.read(folder);

        assertThat(read.problems()).isEmpty();
        assertThat(asOurWriterSpells(read)).isEqualTo(Files.readAllLines(file));
    }

    @Test
    void whatCameLaterIsUnknownOrEmptyAndTheOldCooldownWasATime() throws IOException {
        Files.writeString(file, shape("0.1-first"));
        RecordsMigration.migrate(file);

        List<JsonNode> now = Files.readAllLines(file).stream()
                .map(line -> {
                    try {
                        return MAPPER.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        assertThat(now.get(0).at("/settings/cooldown_until").asText()).isEqualTo("time");
        assertThat(now.get(0).at("/deployment")).isEmpty();
        assertThat(now.get(0).at("/deployment").isArray()).isTrue();
        assertThat(now.get(0).at("/pairs/0/expectations").isArray()).isTrue();
        assertThat(now.get(0).at("/hardware_profile/gpu_wired_limit_bytes").isNull())
                .isTrue();
        assertThat(now.get(1).at("/orphans").isArray()).isTrue();
        assertThat(now.get(3).at("/scenario").isNull()).isTrue();
        assertThat(now.get(3).at("/cooldown_seconds").isNull()).isTrue();
        assertThat(now.get(4).at("/energy_j").isNull()).isTrue();
        assertThat(now.get(5).at("/memory_points").isArray()).isTrue();
        assertThat(now.get(7).at("/sampler/allocated_bytes_per_second").isNull())
                .isTrue();
        assertThat(now.get(7).at("/flags").isArray()).isTrue();
    }

    @Test
    void aFileOfThisVersionStaysByteForByte() throws IOException {
        Files.writeString(file, shape("0.1-deployment"));
        RecordsMigration.migrate(file);
        byte[] migrated = Files.readAllBytes(file);

        assertThat(RecordsMigration.migrate(file)).isEmpty();
        assertThat(file).hasBinaryContent(migrated);
        assertThat(files()).containsExactly("records.jsonl", "records.jsonl.schema-0.1");
    }

    @Test
    void anEarlierOriginalIsNeverOverwritten() throws IOException {
        Files.writeString(folder.resolve("records.jsonl.schema-0.1"), "mine");
        Files.writeString(folder.resolve("records.jsonl.schema-0.1.2"), "mine too");
        Files.writeString(file, shape("0.1-deployment"));

        assertThat(RecordsMigration.migrate(file))
                .map(RecordsMigration::original)
                .contains(folder.resolve("records.jsonl.schema-0.1.3"));
        assertThat(folder.resolve("records.jsonl.schema-0.1")).hasContent("mine");
        assertThat(folder.resolve("records.jsonl.schema-0.1.2")).hasContent("mine too");
    }

    @Test
    void aLineThatAKilledSessionCutOffIsCarriedAlong() throws IOException {
        String torn = "{\"schema_version\":\"0.1\",\"kind\":\"gener";
        String old = shape("0.1-deployment");
        List<String> first = old.lines().limit(8).toList();
        String session = old.lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .replace("\"session\":1,", "\"session\":2,")
                .replace("\"number\":1,", "\"number\":2,")
                .replace("\"seq\":1,", "\"seq\":8,")
                .replace("\"resumed_from\":null", "\"resumed_from\":\"20261031-235958-0a1b\"");
        Files.writeString(file, String.join("\n", first) + "\n" + torn + "\n" + session + "\n");

        RecordsMigration.migrate(file);

        assertThat(Files.readAllLines(file).get(8)).isEqualTo(torn);
        assertThat(SchemaValidator.validateFile(file)).isEmpty();
    }

    @Test
    void theLastLineOfACrashIsCarriedAlongIfItsUserSaysSo() throws IOException {
        String whole = shape("0.1-deployment");
        String cut = whole.substring(0, whole.length() - 20);
        Files.writeString(file, cut);

        RecordsMigration.migrate(file, true);

        assertThat(Files.readString(file)).endsWith("\n" + cut.lines().toList().get(8));
        assertThat(Files.readAllLines(file).get(7)).startsWith("{\"schema_version\":\"1.0\",");
        assertThat(folder.resolve("records.jsonl.schema-0.1")).hasContent(cut);
        assertThat(files()).containsExactly("records.jsonl", "records.jsonl.schema-0.1");
    }

    @Test
    void damageInTheMiddleIsRefusedEvenSo() throws IOException {
        String damaged = shape("0.1-deployment").replace("\"seq\":4,", "\"seq\":4#");
        Files.writeString(file, damaged);

        assertThatThrownBy(() -> RecordsMigration.migrate(file, true))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("  line 5: not a whole JSON object: ");
        assertUntouched(damaged);
    }

    @Test
    void twoAtOnceDoNotShareAnything() throws IOException {
        Files.writeString(file, shape("0.1-deployment"));
        try (MigrationLock other = MigrationLock.hold(file)) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> RecordsMigration.migrate(file))
                    .isInstanceOf(ResultsException.class)
                    .hasMessage(
                            "cannot migrate " + file + ", it is as it was: another process is migrating it. Wait for"
                                    + " that one, and look again.");
        }

        assertThat(RecordsMigration.migrate(file)).isPresent();
        assertThat(files()).containsExactly("records.jsonl", "records.jsonl.schema-0.1");
    }

    @Test
    void aRoleThatIsNoMoreIsRefusedWithItsLine() throws IOException {
        String old = shape("0.1-first").replace("\"role\":\"measured\"", "\"role\":\"farewell\"");

        assertRefused(
                old,
                "cannot migrate " + file
                        + ", it is as it was: line 5: /role: found 'farewell', a role that schema 1.0 does"
                        + " not have and that stands for none of its own");
    }

    @Test
    void aDamagedFileIsRefusedWithItsLines() throws IOException {
        String cut = shape("0.1-deployment");

        assertRefusedStarting(
                cut.substring(0, cut.length() - 20),
                "cannot migrate " + file + ", it is as it was: its last line (9) is cut off, as a crash leaves it."
                        + " `migrate --keep-torn " + file + "` carries it along as it is; it counts nowhere.");
        assertRefusedStarting(
                cut.replace("\"seq\":4,", "\"seq\":4#"),
                "cannot migrate " + file + ", it is as it was: the file is damaged, and would not be valid afterwards:"
                        + System.lineSeparator() + "  line 5: not a whole JSON object: ");
        assertRefused(
                cut.replace("\"via\":\"rest\",", ""),
                "cannot migrate " + file + ", it is as it was: the file is damaged, and would not be valid afterwards:"
                        + System.lineSeparator() + "  line 4: /: required property 'via' not found"
                        + System.lineSeparator() + "  line 5: /seq: expected 3, found 4");
    }

    @Test
    void versionsWithoutAWayAreRefused() throws IOException {
        String old = shape("0.1-deployment");

        assertRefused(
                old.replace("\"schema_version\":\"0.1\"", "\"schema_version\":\"1.1\""),
                file
                        + " is of schema 1.1, made by a newer version of this suite; this one migrates to 1.0. Update the suite.");
        assertRefused(
                old.replace("\"schema_version\":\"0.1\"", "\"schema_version\":\"0.0\""),
                file
                        + " is of schema 0.0, from which no migration is known: expected 0.1 or later. The file is as it was.");
        assertRefused("", file + " holds no record: there is nothing to migrate.");
        assertRefusedStarting("<html>\n", file + " is no records file of mlx-gguf-bench: ");
    }

    @Test
    void aRunThatIsBeingWrittenIsRefused() throws IOException {
        String old = shape("0.1-deployment");
        try (FileChannel lock =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            assertRefused(
                    old,
                    "run '" + folder.getFileName()
                            + "' is still going on in another process. Wait for it, or end it, and migrate then.");
        }
        String alive = old.lines()
                .limit(8)
                .reduce("", (a, b) -> a + b + "\n")
                .replace("\"pid\":4711", "\"pid\":" + ProcessHandle.current().pid())
                .replace("\"wall_anchor\":\"2026-10-31", "\"wall_anchor\":\"2999-10-31");
        assertRefusedStarting(
                alive,
                "run '" + folder.getFileName() + "' is still going on in process "
                        + ProcessHandle.current().pid());
    }

    @Test
    void theRegistryFindsTheChain() {
        MigrationStep first = step(1, 2);
        MigrationStep second = step(2, 3);
        List<MigrationStep> steps = List.of(second, first);

        assertThat(MigrationChain.between(steps, version(1), version(3))).contains(List.of(first, second));
        assertThat(MigrationChain.between(steps, version(3), version(3))).contains(List.of());
        assertThat(MigrationChain.between(steps, version(0), version(3))).isEmpty();
        assertThat(MigrationChain.between(List.of(step(1, 4)), version(1), version(3)))
                .isEmpty();
        assertThat(MigrationChain.from(new SchemaVersion(0, 1)))
                .hasValueSatisfying(chain -> assertThat(chain).singleElement().isInstanceOf(From01To10.class));
    }

    private void assertRefused(String content, String message) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> RecordsMigration.migrate(file))
                .isInstanceOf(ResultsException.class)
                .hasMessage(message);
        assertUntouched(content);
    }

    private void assertRefusedStarting(String content, String message) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> RecordsMigration.migrate(file))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith(message);
        assertUntouched(content);
    }

    private void assertUntouched(String content) throws IOException {
        assertThat(file).hasBinaryContent(content.getBytes(StandardCharsets.UTF_8));
        assertThat(files()).filteredOn(name -> !name.equals(".lock")).containsExactly("records.jsonl");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static void assertNothingLost(String where, JsonNode old, JsonNode now) {
        if (old instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String at = where + "/" + field.getKey();
                assertThat(now.has(field.getKey())).as(at).isTrue();
                if (!field.getKey().equals("schema_version")) {
                    assertNothingLost(at, field.getValue(), Objects.requireNonNull(now.get(field.getKey())));
                }
            }
        } else if (old.isArray()) {
            assertThat(now).as(where).hasSameSizeAs(old);
            for (int i = 0; i < old.size(); i++) {
                assertNothingLost(where + "/" + i, old.path(i), now.path(i));
            }
        } else {
            assertThat(now).as(where).isEqualTo(old);
        }
    }

    private static List<String> asOurWriterSpells(RunData run) {
        return run.entries().stream()
                .map(entry -> RecordJson.line(entry.envelope(), entry.body()))
                .toList();
    }

    private static SchemaVersion version(int major) {
        return new SchemaVersion(major, 0);
    }

    private static MigrationStep step(int from, int to) {
        return new MigrationStep() {
            @Override
            public SchemaVersion from() {
                return version(from);
            }

            @Override
            public SchemaVersion to() {
                return version(to);
            }

            @Override
            public void upgrade(ObjectNode record) {}
        };
    }

    private static String shape(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RecordsMigrationTest.class.getResourceAsStream(name + ".jsonl"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

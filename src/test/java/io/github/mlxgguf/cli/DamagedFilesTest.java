package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A truncated, a corrupted, a foreign and a future file: each command says what it is, and leaves it byte for byte. */
class DamagedFilesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path folder;
    private Path records;
    private String good;

    @BeforeEach
    void writeARun(@TempDir Path root) throws IOException {
        folder = root.toRealPath().resolve("run-1");
        records = folder.resolve("records.jsonl");
        RunFixture.threeRounds().writeTo(folder);
        good = Files.readString(records);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "truncated | 1 | records.jsonl: line 40: not a whole JSON object: ",
                "corrupted | 1 | records.jsonl: line 5: not a whole JSON object: ",
                "foreign   | 2 | records.jsonl is no records file of mlx-gguf-bench: expected a run record in its first line",
                "future    | 2 | records.jsonl: line 1 is of schema 2.0, made by a newer version of this suite; this one reads 1.0. Update the suite.",
                "older     | 2 | records.jsonl: line 1 is of schema 0.1, and this version of the suite reads 1.0. Upgrade it with `migrate ",
            })
    void validateSaysWhatItIs(String damage, int code, String said) throws IOException {
        String damaged = damage(damage);

        assertThat(execute("validate", folder.toString())).isEqualTo(code);
        assertThat(out.toString())
                .contains(said.replace("line 40", "line " + good.lines().count()));
        assertUntouched(damaged);
    }

    @ParameterizedTest
    @CsvSource({"truncated, 0", "corrupted, 0", "foreign, 2", "future, 2", "older, 2"})
    void reportReadsWhatACrashLeavesAndRefusesTheRest(String damage, int code) throws IOException {
        execute("report", folder.toString());
        String report = Files.readString(folder.resolve("report.md"));
        String damaged = damage(damage);
        out.getBuffer().setLength(0);

        assertThat(execute("report", folder.toString())).isEqualTo(code);
        if (code == 0) {
            assertThat(out.toString())
                    .contains(
                            "warning: 1 line of records.jsonl could not be read and is not in the report; `validate ");
        } else {
            assertThat(err.toString()).startsWith(records.toString());
            assertThat(folder.resolve("report.md")).hasContent(report);
        }
        assertThat(records).hasBinaryContent(damaged.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileOfUnreadableLinesOnlyMakesNoReport() throws IOException {
        execute("report", folder.toString());
        String report = Files.readString(folder.resolve("report.md"));
        Files.writeString(records, "{\"schema_version\":\"1.0\",\"ki\n".repeat(3));

        assertThat(execute("report", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(
                        records + " holds no whole record: expected a run record in its first line, found 3 lines that"
                                + " cannot be read, the first being line 1 (");
        assertThat(folder.resolve("report.md")).hasContent(report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncated", "corrupted", "foreign", "future"})
    void migrateRefusesEach(String damage) throws IOException {
        good = good.replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"0.1\"");
        String damaged = damage(damage);

        assertThat(execute("migrate", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        switch (damage) {
                            case "truncated" ->
                                "its last line (" + good.lines().count()
                                        + ") is cut off, as a crash leaves it. `migrate" + " --keep-torn " + records
                                        + "` carries it along";
                            case "corrupted" -> "line 5: not a whole JSON object: ";
                            case "foreign" -> "found '<!DOCTYPE html>' in line 1";
                            default ->
                                "is of schema 2.0, made by a newer version of this suite; this one migrates to 1.0."
                                        + " Update the suite.";
                        });
        assertUntouched(damaged);
    }

    @Test
    void migrateOfAFolderMakesItsReportsAgain() throws IOException {
        Files.writeString(records, good.replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"0.1\""));
        Files.writeString(folder.resolve("summary.json"), "{\"schema_version\":\"0.1\"}");

        assertThat(execute("migrate", folder.toString())).isZero();

        assertThat(out.toString())
                .isEqualTo(records + ": migrated from 0.1 to 1.0, the original is " + records + ".schema-0.1"
                        + System.lineSeparator() + "report: " + folder.resolve("report.html") + System.lineSeparator());
        assertThat(records).hasContent(good);
        assertThat(execute("validate", folder.toString())).isZero();
        out.getBuffer().setLength(0);
        assertThat(execute("migrate", folder.toString(), records.toString())).isZero();
        assertThat(out.toString())
                .isEqualTo((records + ": is already 1.0, nothing was changed" + System.lineSeparator()).repeat(2));
    }

    @Test
    void migrateOfAFileSaysWhatIsStillOld() throws IOException {
        Files.writeString(records, good.replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"0.1\""));
        Files.writeString(folder.resolve("summary.json"), "{\"schema_version\":\"0.1\"}");

        assertThat(execute("migrate", records.toString())).isZero();
        assertThat(out.toString())
                .endsWith(folder.resolve("summary.json") + " and the reports beside it are still the old ones: `report "
                        + folder + "` makes them again" + System.lineSeparator());
        assertThat(execute("validate", folder.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "summary.json: /schema_version: expected 1.0, found 0.1; a summary is made from records, `report DIR`"
                                + " makes it again");
        assertThat(execute("migrate", folder.resolve("summary.json").toString()))
                .isEqualTo(2);
    }

    @Test
    void validateTellsProgramsTheSame() throws IOException {
        assertThat(execute("validate", "--json", records.toString())).isZero();
        assertThat(out.toString())
                .isEqualTo("{\"ok\":true,\"files\":[{\"file\":\"" + records + "\",\"lines\":"
                        + good.lines().count() + ",\"problems\":[]}]}" + System.lineSeparator());
        out.getBuffer().setLength(0);
        Files.writeString(records, good.replace("\"seq\":2,", "\"seq\":9,"));

        assertThat(execute("validate", "--json", records.toString())).isEqualTo(1);
        assertThat(out.toString())
                .isEqualTo("{\"ok\":false,\"files\":[{\"file\":\"" + records + "\",\"lines\":"
                        + good.lines().count()
                        + ",\"problems\":[{\"line\":3,\"message\":\"/seq: expected 2, found 9\"},"
                        + "{\"line\":4,\"message\":\"/seq: expected 10, found 3\"}]}]}" + System.lineSeparator());
        out.getBuffer().setLength(0);
        damage("foreign");

        assertThat(execute("validate", "--json", folder.toString())).isEqualTo(2);
        assertThat(out.toString()).startsWith("{\"ok\":false,\"files\":[{\"file\":\"" + records + "\",\"lines\":2,");
    }

    @Test
    void helpHasTheExitCodes() {
        assertThat(execute("migrate", "--help")).isZero();
        assertThat(out.toString())
                .contains("Example: mvn", "Exit codes: 0 all are of the current version now, 2 wrong usage");
        assertThat(execute("migrate")).isEqualTo(2);
        assertThat(execute("validate")).isEqualTo(2);
    }

    private String damage(String kind) throws IOException {
        String damaged =
                switch (kind) {
                    case "truncated" -> good.substring(0, good.length() - 30);
                    case "corrupted" -> good.replace("\"seq\":4,", "\"seq\":4#");
                    case "foreign" -> "<!DOCTYPE html>\n<title>x</title>\n";
                    case "older" -> good.replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"0.1\"");
                    default -> good.replaceAll("\"schema_version\":\"\\d\\.\\d\"", "\"schema_version\":\"2.0\"");
                };
        Files.writeString(records, damaged);
        return damaged;
    }

    private void assertUntouched(String content) throws IOException {
        assertThat(records).hasBinaryContent(content.getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(records);
        }
    }

    private int execute(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}

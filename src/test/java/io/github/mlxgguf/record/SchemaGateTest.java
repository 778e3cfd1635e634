package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaGateTest {
    private ResultsFolder folder;
    private Path file;
    private String good;

    @BeforeEach
    void writeARun(@TempDir Path temporary) throws IOException {
        folder = ResultsFolder.create(temporary.toRealPath(), "run-1", Instant.EPOCH);
        file = folder.records();
        try (Journal journal = Journal.open(folder, ServerKind.EMBEDDED, 1, SessionClock.start())) {
            BodyFixtures.full().forEach(journal::append);
        }
        good = Files.readString(file);
    }

    @Test
    void anOlderFileIsNamedWithItsVersionAndTheCure() throws IOException {
        assertRefused(
                version("0.1"),
                file + ": line 1 is of schema 0.1, and this version of the suite reads 1.0. Upgrade it with `migrate "
                        + folder.path() + "`, which keeps the original beside it.");
    }

    /** Fields that came later are missing in it, so no line of it is a record of this version. */
    @Test
    void anOlderFileOfAnotherShapeIsNamedToo() throws IOException {
        assertRefused(
                version("0.1")
                        .replaceAll("\"deployment\":\\[[^]]*],", "")
                        .lines()
                        .findFirst()
                        .orElseThrow(),
                file + ": line 1 is of schema 0.1, and this version of the suite reads 1.0. Upgrade it with `migrate "
                        + folder.path() + "`, which keeps the original beside it.");
    }

    @Test
    void aVersionThatIsANumberIsNone() throws IOException {
        assertRefused(
                good.replaceFirst("\"schema_version\":\"1.0\"", "\"schema_version\":1.0"),
                file + ": line 1 has the number 1.0 as its schema_version: expected a text, as in"
                        + " \"schema_version\":\"1.0\". Something has rewritten the file; take it from a backup or a"
                        + " bundle.");
    }

    @Test
    void aByteOrderMarkIsNamedWithItsCure() throws IOException {
        assertRefused(
                "\ufeff" + good,
                file + " begins with a byte order mark, which an editor has put there. Save it as UTF-8 without one, or"
                        + " cut its first three bytes off.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2.0", "10.12"})
    void aNewerFileAsksForANewerSuite(String version) throws IOException {
        assertRefused(
                version(version),
                file + ": line 1 is of schema " + version
                        + ", made by a newer version of this suite; this one reads 1.0." + " Update the suite.");
    }

    @Test
    void aNewerFileOfKindsThatNobodyKnowsYetAsksForANewerSuite() throws IOException {
        assertRefused(
                "{\"schema_version\":\"2.0\",\"kind\":\"dream\"}\n",
                file + ": line 1 is of schema 2.0, made by a newer version of this suite; this one reads 1.0."
                        + " Update the suite.");
    }

    @Test
    void versionsDoNotMix() throws IOException {
        List<String> old = version("0.1").lines().toList();
        List<String> now = good.lines().toList();

        assertRefused(
                String.join("\n", now.subList(0, 3)) + "\n" + String.join("\n", old.subList(3, 9)) + "\n",
                file
                        + " mixes versions of the schema: line 1 is of 1.0, line 4 of 0.1. A run is written in one; take the"
                        + " file from a backup or a bundle.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | '{}'",
                "[1, 2] | '[1, 2]'",
                "<!DOCTYPE html> | '<!DOCTYPE html>'",
                "{\"event\":\"x\",\"level\":3} | '{\"event\":\"x\",\"level\":3}'",
                "{\"schema_version\":\"1.0\"} | '{\"schema_version\":\"1.0\"}'",
            },
            quoteCharacter = '~')
    void whatIsNoneOfOursIsNamedWithWhatWasExpected(String line, String shown) throws IOException {
        boolean begunLikeOurs = line.startsWith("{\"schema_version\"");
        assertRefused(
                line + "\n" + line + "\n",
                begunLikeOurs
                        ? file
                                + " holds no whole record: expected a run record in its first line, found 2 lines that cannot be"
                                + " read, the first being line 1 (unknown kind of record ''; this version knows run, session,"
                                + " engine, load, generation, scenario, unload, anomaly, end). What was made from it before"
                                + " stays as it is."
                        : foreign(shown));
    }

    @Test
    void nothingInAForeignFileSteersATerminal() throws IOException {
        Files.write(file, new byte[] {0x1b, '[', '2', 'J', 0, (byte) 0xff, '\n', 'P', 'K'});

        assertThatThrownBy(() -> RunReader.read(folder.path()))
                .isInstanceOf(ResultsException.class)
                .hasMessage(foreign("'\uFFFD[2J\uFFFD\uFFFD'"));
    }

    @Test
    void aLargeForeignFileIsNotReadToItsEnd() throws IOException {
        Files.writeString(file, "x\n".repeat(2000) + good);

        assertThatThrownBy(() -> RunReader.read(folder.path())).hasMessage(foreign("'x'"));
    }

    @Test
    void onlyTheTornFirstLineIsNoRun() throws IOException {
        assertRefused(
                good.substring(0, 70),
                file
                        + " holds no whole record: expected a run record in its first line, found 1 line that cannot be read, the"
                        + " first being line 1 (" + reasonOf(good.substring(0, 70))
                        + "). What was made from it before stays as it is.");
    }

    @Test
    void damageOfSingleLinesIsAProblemOfTheResult() throws IOException {
        List<String> lines = good.lines().toList();
        Files.writeString(
                file,
                "garbage\n" + String.join("\n", lines.subList(1, 8)) + "\n"
                        + lines.get(8).replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"1;0\"")
                        + "\n{\"schema_ver");

        RunData read = RunReader.read(folder.path());

        assertThat(read.entries()).hasSize(7);
        assertThat(read.problems()).extracting(Problem::line).containsExactly(1, 9, 10);
        assertThat(read.problems().get(1)).hasToString("line 9: unknown schema_version '1;0'");
    }

    @Test
    void aRunOfAnotherVersionDoesNotGoOn() throws IOException {
        Files.writeString(file, version("0.1"));

        assertThatThrownBy(() -> ResultsFolder.open(folder.path().resolveSibling("."), "run-1"))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("line 1 is of schema 0.1");
    }

    @Test
    void versionsAreNumbers() {
        assertThat(SchemaVersion.parse(RecordJson.SCHEMA_VERSION)).contains(SchemaVersion.CURRENT);
        assertThat(SchemaVersion.parse("1.10").orElseThrow()).isGreaterThan(new SchemaVersion(1, 9));
        assertThat(List.of("", "1", "1.", "1.0.0", "-1.0", "1.x", "99999999999.1"))
                .allSatisfy(text -> assertThat(SchemaVersion.parse(text)).isEmpty());
    }

    private String foreign(String shown) {
        return file + " is no records file of mlx-gguf-bench: expected a run record in its first line"
                + " ({\"schema_version\":\"1.0\",\"kind\":\"run\",…), found " + shown
                + " in line 1. Give the results folder of a run, for example results/latest.";
    }

    private String version(String version) {
        return good.replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"" + version + "\"");
    }

    private static String reasonOf(String line) {
        try {
            RecordJson.parseTree(line);
            throw new AssertionError("expected an unreadable line");
        } catch (RecordJson.UnreadableLine e) {
            return e.reason();
        }
    }

    private void assertRefused(String content, String message) throws IOException {
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> RunReader.read(folder.path()))
                .isInstanceOf(ResultsException.class)
                .hasMessage(message);
    }
}

package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.analysis.RunFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bundle} and {@code verify} as a person or a script meets them. */
class EvidenceCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path work;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aRun() throws IOException {
        Files.createDirectories(work.resolve("run-1"));
        Files.writeString(
                work.resolve("run-1/records.jsonl"), RunFixture.threeRounds().jsonl());
    }

    @Test
    void aBundleLiesBesideItsRunAndVerifies() {
        assertThat(run("bundle", path("run-1"))).isEqualTo(Main.OK);
        assertThat(work.resolve("run-1.zip")).exists();
        assertThat(run("verify", path("run-1.zip"))).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("verified: ").doesNotContain("NOT verified");
    }

    @Test
    void aFileInTheWayStaysUntilItIsSaidToGo() throws IOException {
        Path inTheWay = Files.writeString(work.resolve("run-1.zip"), "mine");

        assertThat(run("bundle", path("run-1"))).isEqualTo(Main.USAGE);
        assertThat(inTheWay).hasContent("mine");
        assertThat(err.toString()).contains("--force").contains("--out");
        assertThat(run("bundle", path("run-1"), "--force")).isEqualTo(Main.OK);
        assertThat(run("verify", path("run-1.zip"))).isEqualTo(Main.OK);
    }

    @Test
    void programsGetOneDocumentOfEach() throws IOException {
        assertThat(run("bundle", path("run-1"), "--json")).isEqualTo(Main.OK);
        JsonNode packed = JSON.readTree(out.toString());
        assertThat(packed.path("run_id").asText()).isEqualTo("run-1");
        assertThat(packed.path("sha256").asText()).matches("[0-9a-f]{64}");

        assertThat(run("verify", path("run-1.zip"), "--json")).isEqualTo(Main.OK);
        assertThat(JSON.readTree(out.toString()).path("verified").asBoolean()).isTrue();
    }

    @Test
    void aCutOffZipAndOneThatIsNoneCannotBeUsed() throws IOException {
        run("bundle", path("run-1"));
        byte[] whole = Files.readAllBytes(work.resolve("run-1.zip"));
        Files.write(work.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(work.resolve("foreign.zip"), "no zip");

        for (String zip : new String[] {"cut.zip", "foreign.zip", "missing.zip"}) {
            assertThat(run("verify", path(zip))).as(zip).isEqualTo(Main.USAGE);
            assertThat(err.toString()).as(zip).contains(zip).doesNotContain("\tat ");
        }
    }

    @Test
    void aChangedDigitInAnUnpackedBundleIsNotVerified() throws IOException {
        run("bundle", path("run-1"));
        Path folder = unpacked(work.resolve("run-1.zip"));
        assertThat(run("verify", folder.toString())).isEqualTo(Main.OK);

        Path summary = folder.resolve("summary.json");
        Files.writeString(summary, Files.readString(summary).replace("\"median\" : 50.0", "\"median\" : 51.0"));

        assertThat(run("verify", folder.toString())).isEqualTo(Main.PROBLEMS);
        assertThat(out.toString())
                .contains("NOT verified")
                .contains(
                        "summary.json, pairs[0].metrics[2].baseline.median: the bundle says 51.0, the records give 50.0");
    }

    private Path unpacked(Path zip) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip);
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            for (Path inside : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                Path here = work.resolve("unpacked").resolve(inside.toString().substring(1));
                Files.createDirectories(here.getParent());
                Files.copy(inside, here);
            }
        }
        return work.resolve("unpacked/run-1");
    }

    private String path(String name) {
        return work.resolve(name).toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}

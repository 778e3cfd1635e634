package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.report.ReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {
    private static final String DATE = "2026-11-21T01:00:00.000Z";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesBothFilesAndSaysWhere() throws IOException {
        run("a", 21, "1.1.0");
        run("b", 22, "1.2.0");
        Files.createSymbolicLink(root.resolve("latest"), Path.of("b"));
        Files.createDirectories(root.resolve("allure-earlier"));

        assertThat(execute("history", root.toString())).isZero();
        assertThat(out.toString().lines())
                .startsWith("2 runs at 1 place, from 2026-11-21 to 2026-11-22.")
                .endsWith("history: " + root.resolve("history.md"), "history: " + root.resolve("history.html"));
        assertThat(root.resolve("history.md")).content().contains("# History of 2 runs", "mlx-llm 1.1.0 → 1.2.0");
        assertThat(root.resolve("history.html"))
                .content()
                .contains("<svg", "prefers-color-scheme:dark")
                .doesNotContain("<script", "http://127");
        assertThat(root.resolve("a")).isDirectoryNotContaining("regex:.*summary.*");
    }

    @Test
    void theSameFolderGivesTheSameBytes() throws IOException {
        run("a", 21, "1.1.0");
        run("b", 22, "1.2.0");
        execute("history", root.toString());
        String first = Files.readString(root.resolve("history.html"));

        execute("history", root.toString(), "--out", root.resolve("other").toString());
        assertThat(root.resolve("other/history.html")).hasContent(first);
    }

    @Test
    void runsThatCannotBeUsedAreListedAndTheRestGoesOn() throws IOException {
        run("a", 21, "1.1.0");
        write("copy", text(21, "1.1.0", "a"));
        write("empty", "");
        write("foreign", "{\"hello\": 1}\n");
        write(
                "future",
                text(23, "1.1.0", "future").replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"9.0\""));
        write("older", text(23, "1.1.0", "older").replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"0.1\""));

        assertThat(execute("history", root.toString())).isEqualTo(3);
        assertThat(out.toString())
                .contains(
                        "1 run at 1 place",
                        "warning: copy: it is the same run as a, which counts once.",
                        "warning: empty: records.jsonl is empty: the run ended before it wrote anything.",
                        "warning: foreign: ",
                        "warning: future: ",
                        "warning: older: ");
        assertThat(root.resolve("history.md")).content().contains("Folders that are not counted", "| older | ");
    }

    @Test
    void aDamagedSummaryFallsBackToTheRecordsWithAWord() throws IOException {
        run("a", 21, "1.1.0");
        Files.writeString(root.resolve("a/summary.json"), "{\"schema_version\": \"1.0\"");

        assertThat(execute("history", root.toString())).isZero();
        assertThat(root.resolve("history.md"))
                .content()
                .contains("Runs that are counted with a word", "| a | summary.json cannot be used (");
        assertThat(root.resolve("a/summary.json")).hasContent("{\"schema_version\": \"1.0\"");
    }

    @Test
    void aSummaryIsUsedUnlessItsRecordsAreNewer() throws IOException {
        run("a", 21, "1.1.0");
        ReportWriter.write(root.resolve("a"));
        Path summary = root.resolve("a/summary.json");
        Files.writeString(summary, Files.readString(summary).replace("\"run_id\" : \"a\"", "\"run_id\" : \"edited\""));

        assertThat(points("run_id")).isEqualTo("edited");
        Files.setLastModifiedTime(summary, FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));
        assertThat(points("run_id")).isEqualTo("a");
    }

    @Test
    void jsonIsOneDocumentAndNoFile() throws IOException {
        run("a", 21, "1.1.0");

        assertThat(points("engine")).isEqualTo("llama.cpp 1.2.3");
        assertThat(root.resolve("history.md")).doesNotExist();
    }

    @Test
    void hostileNamesAreTextAndNothingElse() throws IOException {
        write(
                "a",
                text(21, "<script>alert(1)</script>", "a")
                        .replace("Llama 3.2 1B", "x</title><img src=x onerror=alert(1)>|[a](javascript:b)\\u001b[31m"));

        assertThat(execute("history", root.toString())).isZero();
        assertThat(root.resolve("history.html")).content().doesNotContain("<script", "<img");
        assertThat(root.resolve("history.md")).content().doesNotContain("<img", "[a](");
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void marksThatTurnTheDirectionOfWritingReachNoFile() throws IOException {
        write("a", text(21, "1.1.0", "a").replace("Llama 3.2 1B", "x\u202e\\u001b[31m"));

        assertThat(execute("history", root.toString())).isZero();
        assertThat(root.resolve("history.html")).content().doesNotContain("\u202e", "\u001b");
        assertThat(root.resolve("history.md")).content().doesNotContain("\u202e", "\u001b");
    }

    @Test
    void thePageSaysWhatItWasCutTo() throws IOException {
        run("a", 21, "1.1.0");

        execute("history", root.toString(), "--last", "3", "--metric", "ttft_ms");
        assertThat(root.resolve("history.md"))
                .content()
                .contains("Only: metric ttft_ms; newest 3 runs of each machine.");
    }

    @Test
    void ofTwoCopiesOfARunTheWholeOneCounts() throws IOException {
        String whole = text(21, "1.1.0", "one");
        write("a-part", whole.substring(0, whole.indexOf('\n', whole.length() / 2) + 1));
        write("b-whole", whole);
        write("c-edited", whole.replace("\"run_id\":\"one\"", "\"run_id\":\"two\""));

        assertThat(execute("history", root.toString())).isEqualTo(3);
        assertThat(out.toString())
                .contains("warning: a-part: it is the same run as b-whole, which counts once: ")
                .contains("warning: c-edited: its records are those of b-whole under another run id, which count once.")
                .contains("1 run at 1 place");
    }

    @Test
    void anotherFileUnderTheSameNameBreaksTheSeries() throws IOException {
        run("a", 21, "1.1.0");
        String other = text(22, "1.2.0", "b");
        write("b", other.replace("\"quantization\":\"8bit\"", "\"quantization\":\"4bit\""));

        assertThat(execute("history", root.toString())).isZero();
        assertThat(root.resolve("history.md")).content().contains("MLX from run b on: build MLX 8bit");
    }

    @Test
    void invalidUseIsOneSentence() throws IOException {
        assertThat(execute("history", root.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("no run in " + root
                        + ": none of its folders holds records.jsonl. Give the folder that holds the"
                        + " folders of runs, for example results." + System.lineSeparator());
        assertThat(execute("history", root.resolve("nowhere").toString())).isEqualTo(2);

        run("a", 21, "1.1.0");
        assertThat(execute("history", root.resolve("a").toString())).isEqualTo(2);
        assertThat(execute("history", root.toString(), "--pair", "nobody")).isEqualTo(2);
        assertThat(execute("history", root.toString(), "--metric", "nothing")).isEqualTo(2);
        assertThat(execute("history", root.toString(), "--last", "0")).isEqualTo(2);
        assertThat(root.resolve("history.md")).doesNotExist();
    }

    @Test
    void helpHasAnExampleAndTheExitCodes() {
        assertThat(execute("history", "--help")).isZero();
        assertThat(out.toString()).contains("Example: mvn", "Exit codes: 0 ok, 3 ");
    }

    private String points(String field) throws IOException {
        out.getBuffer().setLength(0);
        assertThat(execute("history", root.toString(), "--json")).isZero();
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.path("runs").intValue()).isEqualTo(1);
        return document.at("/trends/0/series/0/points/0/" + field).asText();
    }

    private void run(String id, int day, String version) throws IOException {
        write(id, text(day, version, id));
    }

    private static String text(int day, String version, String id) {
        RunFixture run = new RunFixture();
        run.planThreeRounds();
        run.start();
        run.engine("mlx", "mlx-llm", version);
        run.measureThreeRounds();
        run.end("completed");
        return run.jsonl().replace("\"run-1\"", "\"" + id + "\"").replace(DATE, DATE.replace("11-21", "11-" + day));
    }

    private void write(String id, String text) throws IOException {
        Files.writeString(Files.createDirectories(root.resolve(id)).resolve("records.jsonl"), text);
    }

    private int execute(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}

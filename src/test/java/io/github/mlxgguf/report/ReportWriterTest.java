package io.github.mlxgguf.report;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.ExpectationInfo;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void markdownSaysWhatWasFoundAndShowsBothBuildsSideBySide() throws IOException {
        String markdown = write(RunFixture.threeRounds()).markdown();

        assertThat(markdown)
                .startsWith(
                        "# MLX or GGUF: benchmark report\n\nRun `run-1` · [Interactive time line](timeline.html)\n\n## Executive summary\n\n"
                                + "- **Llama 3.2 1B** (complete): MLX decodes faster (2.00\u00a0× GGUF's speed, 2.00 to 2.00);");
        assertThat(markdown)
                .contains(
                        " 0.882 to 1.13). Certificate A, 3 loads of each.\n\nEach range is a 95 % interval, that of a ratio by"
                                + " paired t; the tables say what would decide the figures that are undecided.\n\n## Memory"
                                + " analysis\n");
        assertThat(markdown.lines())
                .contains(
                        "**Llama 3.2 1B: simple-generation, GGUF and MLX side by side**",
                        "| Figure | GGUF | MLX | Unit | MLX / GGUF, round by round (95 % interval) | Verdict | Values |",
                        "|---|---:|---:|---|---:|---|---|",
                        "| Decode speed (higher is better) | 50.0 | 100 | tokens/s | 2.00 (2.00 to 2.00) | MLX is better"
                                + " | each 9 from 3 loads, 9 of 9 ok |",
                        "**Llama 3.2 1B: memory, GGUF and MLX side by side**",
                        "| Peak memory growth (lower is better) | simple-generation | 1200 | 1500 | MB | 1.25 (1.25 to 1.25) | GGUF is better"
                                + " | each 3 from 3 loads, 3 of 3 ok |",
                        "| Load time, first as found (lower is better) | 4.00 | 3.00 | s | 0.750 | undecided –"
                                + " provisional: each build has one first load only | each 1 from 1 load, 1 of 1 ok |",
                        "| prefill | committed, whole system | 11\u202f180 | – | 11\u202f480 | – | 60 / 60 |",
                        "Certificate A: the two builds are the same work as far as was checked.",
                        "| Machine | Mac15,9, Apple M3 Max, 12 performance cores, 4 efficiency cores, 40 GPU cores |",
                        "| Engine of gguf | llama.cpp 1.2.3 (lms) |",
                        "No quality flag was raised.");
        assertThat(markdown).doesNotContain("Cells that could not run", "What failed or is void", "> **");
        assertThat(markdown.lines().filter(line -> line.startsWith("## ")))
                .containsExactly(
                        "## Executive summary",
                        "## Memory analysis",
                        "## Performance",
                        "## Stability",
                        "## Per-model insights",
                        "## Context",
                        "## Conditions",
                        "## Recommendations",
                        "## System information",
                        "## Method in short",
                        "## What could not run");
    }

    @Test
    void htmlIsOneFileThatAsksForNothing() throws IOException {
        String html = write(RunFixture.threeRounds()).html();

        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains(
                        "default-src 'none'",
                        "<caption id=\"table-1\"><span>Llama 3.2 1B: memory, GGUF and MLX side by side</span></caption>",
                        "<th scope=\"col\" class=\"number\">GGUF</th>",
                        "<th scope=\"row\" class=\"long\">Decode speed (higher is better)</th>",
                        "<td class=\"tone-candidate wide\">MLX is better</td>",
                        "<span aria-hidden=\"true\">–</span><span class=\"heard\">unknown</span>")
                .doesNotContain("<script", "http-equiv=\"refresh\"", "src=", "@import");
        assertThat(html.replace("url(#", "")).as("patterns of the plots only").doesNotContain("url(");
        assertThat(html.replaceAll("href=\"(#|data:,|timeline.html\")", "")).doesNotContain("href=");
    }

    @Test
    void whatTheConfigExpectsStandsInTheReportAndInTheSummary() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.expectations = List.of(
                new ExpectationInfo("decode_ratio", SIMPLE, ">=", 3),
                new ExpectationInfo("leak_mb_per_request", "leak-detection", "<", 1));
        Written written = write(run.start().measureThreeRounds().end("completed"));

        assertThat(written.markdown()).contains("""
                        **Llama 3.2 1B: what the configuration expects**

                        | Expectation | Outcome | Why |
                        |---|---|---|
                        | decode_ratio &gt;= 3.0 | violated | Violated: decode speed in simple-generation is MLX 2.00 × GGUF, 95 % interval 2.00 to 2.00 (each 9 values from 3 loads), and none of the interval is &gt;= 3.0. |
                        | leak_mb_per_request &lt; 1.0 | unknown | Not measurable: this run has no leak figure. |

                        ## Context""");
        assertThat(written.html())
                .contains(
                        "Llama 3.2 1B: what the configuration expects</span></caption>",
                        "<td class=\"tone-violated wide\">violated</td>");
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
        assertThat(SchemaValidator.validateFile(folder.resolve("records.jsonl")))
                .isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(written.summary())
                        .at("/pairs/0/expectations/1")
                        .toString())
                .isEqualTo("{\"metric\":\"leak_mb_per_request\",\"scenario\":\"leak-detection\",\"expected\":\"< 1.0\","
                        + "\"outcome\":\"unknown\",\"text\":\"Not measurable: this run has no leak figure.\"}");
        assertThat(write(RunFixture.threeRounds()).markdown()).doesNotContain("what the configuration expects");
    }

    @Test
    void summaryIsValidAndSaysTheSame() throws IOException {
        Written written = write(RunFixture.threeRounds());

        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
        JsonNode pair =
                new ObjectMapper().readTree(written.summary()).path("pairs").path(0);
        assertThat(pair.path("status").asText()).isEqualTo("complete");
        assertThat(pair.path("certificate").path("grade").asText()).isEqualTo("A");
        JsonNode decode = pair.path("metrics").path(2);
        assertThat(decode.path("name").asText()).isEqualTo("decode_tokens_per_second");
        assertThat(decode.path("verdict").asText()).isEqualTo("candidate");
        assertThat(decode.path("ratio").path("value").asDouble())
                .isEqualTo(2, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(decode.path("baseline").toString())
                .isEqualTo("{\"median\":50.0,\"n\":9,\"loads\":3,\"succeeded\":9,\"attempted\":9,"
                        + "\"load_medians\":[50.0,52.0,48.0]}");
    }

    @Test
    void neitherLocaleNorTimeZoneChangesAByte() throws IOException {
        Written usual = write(RunFixture.threeRounds());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (Locale other :
                    List.of(Locale.GERMANY, Locale.forLanguageTag("tr"), Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
                Locale.setDefault(other);
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
                assertThat(write(RunFixture.threeRounds())).isEqualTo(usual);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aHostileNameStaysText() throws IOException {
        RunFixture run = new RunFixture();
        run.pair = "<b>&\" | *x* [y](z) `c`\n# h";
        run.planThreeRounds().start();
        Written written = write(run.measureThreeRounds().end("completed"));

        assertThat(written.html())
                .contains("<strong>&lt;b&gt;&amp;&quot; | *x* [y](z) `c`\n# h</strong>")
                .doesNotContain("<b>");
        assertThat(written.markdown())
                .contains("- **&lt;b&gt;&amp;\" \\| \\*x\\* \\[y\\](z) \\`c\\` # h** (complete): ")
                .doesNotContain("<b>");
        assertThat(written.markdown().lines().filter(line -> line.startsWith("| Q8_0")))
                .isEmpty();
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
    }

    @Test
    void simulatedAndEmbeddedRunsAreStampedOnTop() throws IOException {
        RunFixture simulated = new RunFixture();
        simulated.serverKind = "simulated";
        Written written = write(simulated.start().measureThreeRounds().end("completed"));

        assertThat(written.markdown())
                .startsWith(
                        "# MLX or GGUF: simulated run\n\nRun `run-1` · [Interactive time line](timeline.html)\n\n> **Simulated: these figures are invented**\n");
        assertThat(written.html()).contains("<div class=\"banner evidence\" role=\"note\">");
        assertThat(written.summary()).contains("\"simulated\" : true");

        RunFixture embedded = new RunFixture();
        embedded.serverKind = "embedded";
        embedded.notice = "No LM Studio was found.";
        assertThat(write(embedded.start().measureThreeRounds().end("completed")).markdown())
                .contains(
                        "> **Embedded server: this is not LM Studio and these are not your models**\n",
                        "but the figures say nothing about your models. No LM Studio was found.\n");
    }

    @Test
    void aFolderThatACrashLeftHasAReportThatSaysSo() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.start().halfRound(BASELINE, 1, 4, Measured.of(200, 50), 11_000_000_000L);
        run.writeTo(folder);
        Files.writeString(
                folder.resolve("records.jsonl"),
                run.jsonl() + "{\"schema_version\":\"1.0\",\"kind\":\"gener",
                StandardCharsets.UTF_8);

        ReportWriter.write(folder);

        String markdown = read("report.md");
        assertThat(markdown)
                .contains(
                        "> **The run did not end in order**\n",
                        "> **Unreadable records**\n> 1 line of records.jsonl could not be read and counted nowhere: line ",
                        "Status: incomplete: MLX, simple-generation: The run ended before this cell.",
                        "## What could not run");
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
    }

    @Test
    void aRunWithoutGenerationsSaysThatNothingWasMeasured() throws IOException {
        RunFixture run = new RunFixture().planned(BASELINE, SIMPLE, 1);
        Written written = write(run.start().end("completed"));

        assertThat(written.markdown())
                .contains(
                        "> **Nothing was measured**\n> No load and no generation of this run succeeded.\n",
                        "- **Llama 3.2 1B** (incomplete): Nothing was measured. GGUF, simple-generation: The run ended before this cell.");
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
    }

    @Test
    void aRunThatOnlyFailedShowsItsFailures() throws IOException {
        RunFixture run = new RunFixture().planned(BASELINE, SIMPLE, 1).planned(CANDIDATE, SIMPLE, 1);
        run.start();
        FailureInfo died = new FailureInfo("load_failed", "the engine died | exit code 9");
        for (String variant : List.of(BASELINE, CANDIDATE)) {
            run.load(variant, 1, null, 10_000_000_000L, died, List.of());
            run.cell(variant, 1, null, "skipped", "model did not load", null, List.of());
        }
        Written written = write(run.end("completed"));

        assertThat(written.markdown().lines())
                .contains(
                        "| GGUF | Llama 3.2 1B | 1 | load | load_failed | the engine died \\| exit code 9 |",
                        "| Load time, first as found (lower is better) | – | – | s | – | withheld – no value for either build"
                                + " | each 0 from 0 loads, 0 of 1 ok |");
        assertThat(written.markdown()).contains("> **Nothing was measured**");
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
    }

    @Test
    void recordsWithoutARunRecordStillGiveAReport() throws IOException {
        RunFixture run = RunFixture.threeRounds();
        String withoutFirstLine = run.jsonl().substring(run.jsonl().indexOf('\n') + 1);
        Files.writeString(folder.resolve("records.jsonl"), "garbage\n" + withoutFirstLine, StandardCharsets.UTF_8);

        ReportWriter.write(folder);

        assertThat(read("report.md")).contains("> **Run record missing**", "No pair was planned.");
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
    }

    @Test
    void anEmptyJournalStillGivesAReport() throws IOException {
        Files.writeString(folder.resolve("records.jsonl"), "");

        ReportWriter.write(folder);

        assertThat(read("report.md")).contains("> **Nothing was measured**");
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
    }

    @Test
    void noUnfinishedFileStaysBehind() throws IOException {
        write(RunFixture.threeRounds());

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "records.jsonl",
                            "summary.json",
                            "report.md",
                            "report.html",
                            "timeline.html",
                            "plots",
                            "metrics");
        }
    }

    @Test
    void listenerWritesAndNeverThrows() throws IOException {
        RunFixture.threeRounds().writeTo(folder);

        new ReportOnFinish(JobSummary.NONE).runFinished(folder);
        new ReportOnFinish(JobSummary.NONE).runFinished(folder.resolve("not there"));

        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void aFolderWithoutRecordsIsRefused() {
        assertThatThrownBy(() -> ReportWriter.write(folder))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("no records.jsonl in ");
    }

    private Written write(RunFixture run) throws IOException {
        run.writeTo(folder);
        ReportWriter.write(folder);
        return new Written(read("report.md"), read("report.html"), read("summary.json"));
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private record Written(String markdown, String html, String summary) {}
}

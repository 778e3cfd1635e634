package io.github.mlxgguf.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.doctor.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command on the machine that runs the tests, which may be busy: only what is true of every machine is asserted. */
class DoctorCommandTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theExitCodeSaysTheWorst() {
        Finding ok = Finding.ok("a", "b");
        Finding warning = Finding.warning("a", "b", "c");
        Finding problem = Finding.problem("a", "b", "c");

        assertThat(DoctorCommand.exitCode(List.of(ok))).isZero();
        assertThat(DoctorCommand.exitCode(List.of(ok, warning))).isEqualTo(3);
        assertThat(DoctorCommand.exitCode(List.of(problem, ok, warning))).isEqualTo(1);
    }

    @Test
    void jsonIsAnArrayOfFindingsAndTheExitCodeFitsIt() throws IOException {
        int code = execute("doctor", "--server", "embedded", "--results", root.toString(), "--json");

        JsonNode array = new ObjectMapper().readTree(out.toString());
        List<String> subjects = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        for (JsonNode finding : array) {
            assertThat(finding.fieldNames()).toIterable().containsExactly("level", "subject", "found", "remedy");
            assertThat(finding.get("remedy").isNull())
                    .isEqualTo(finding.get("level").asText().equals("ok"));
            subjects.add(finding.get("subject").asText());
            levels.add(finding.get("level").asText());
        }
        assertThat(subjects)
                .startsWith("machine", "system", "java", "config", "server")
                .contains("power", "heat", "memory", "swap", "load", "priority")
                .endsWith("results");
        assertThat(levels).isSubsetOf("ok", "warning", "problem");
        assertThat(code).isEqualTo(levels.contains("problem") ? 1 : levels.contains("warning") ? 3 : 0);
    }

    @Test
    void textHasALineForEachFindingAndASummary() {
        execute("doctor", "--server", "embedded", "--results", root.toString());

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("\\[ok] +config +config/embedded.yaml: \\d+ pairs?, \\d+ rounds?"))
                .anyMatch(line -> line.matches(
                        "\\[ok] +server +a run measures our own embedded server; LM Studio is not looked at"))
                .last()
                .asString()
                .matches("\\d+ problems?, \\d+ warnings?");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerIsAProblem() {
        assertThat(execute("doctor", "--base-url", "http://127.0.0.1:9", "--results", root.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("nothing answers at http://127.0.0.1:9");
    }

    @Test
    void aServerThatAnswersIsAskedForTheModelsOfTheMatrix() throws IOException {
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{\"lmstudio\":true}")));
        STUDIO.stubFor(get("/mlx-gguf-bench/engine").willReturn(okJson("{\"error\":\"Unexpected endpoint\"}")));
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("""
                {"models":[
                {"type":"llm","key":"tiny","format":"gguf","quantization":{"name":"Q8_0"},"size_bytes":1300000000,
                 "loaded_instances":[{"id":"tiny:2","config":{"context_length":8192}}]}]}""")));
        Path config = Files.writeString(root.resolve("config.yaml"), """
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: tiny, quantization: Q8_0}
                    mlx: {model: tiny-mlx, quantization: 8bit}
                """);

        int code = execute(
                "doctor", "--config", config.toString(), "--base-url", STUDIO.baseUrl(), "--results", root.toString());

        assertThat(code).isEqualTo(1);
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "[ok] server a run measures LM Studio at " + STUDIO.baseUrl(),
                        "[warning] model Tiny: MLX 8bit is not there as tiny-mlx",
                        " -> lms get tiny-mlx@8bit --mlx",
                        "[PROBLEM] resident tiny:2 in memory, and would be in every figure",
                        " -> Unload with `lms unload tiny:2`, or let the suite do it with server.resident: unload.");
    }

    @Test
    void aConfigThatIsNotThereIsAProblem() {
        Path missing = root.resolve("mine.yaml");

        assertThat(execute("doctor", "--config", missing.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(missing + ": not found. The folder " + root + " has no YAML file.")
                .contains("-> Correct it and look again.");
    }

    @Test
    void aWrongOptionIsWrongUsageInTheWordsOfTheCommandLine() {
        assertThat(execute("doctor", "--server", "studio")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--server: found \"studio\"; allowed: auto, lmstudio, embedded, simulated.");
        assertThat(out.toString()).isEmpty();
    }

    private int execute(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}

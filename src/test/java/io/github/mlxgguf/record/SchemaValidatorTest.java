package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValidatorTest {
    private static final String SUMMARY = """
            {"schema_version":"1.0","run_id":"run-1","notice":null,"server":{"kind":"simulated","simulated":true},
             "provenance":{"started":null,"suite_version":null,"git_commit":null,"server_version":null,"config_digest":null,
              "hardware_profile":null,"os":null,"settings":null,"engines":[{"format":"mlx","name":"mlx-llm","version":null}],
              "merged_from":[]},
             "flags":["simulated"],"pairs":[{"name":"P","architecture":"dense","varies":"format","status":"complete",
              "reason":null,
              "baseline":{"label":"GGUF","format":"gguf","quantization":"Q8_0","model_key":"a"},
              "candidate":{"label":"MLX","format":"mlx","quantization":null,"model_key":null},
              "certificate":{"grade":"B","reasons":[{"id":"size_bytes","text":"5 % apart","remedy":null}],"notes":["4.85 bits"]},
              "metrics":[{"name":"ttft_ms","scenario":"simple-generation","prompt":null,"unit":"ms","better":"lower",
               "baseline":{"median":210.5,"n":9,"loads":3,"succeeded":9,"attempted":9,"load_medians":[]},
               "candidate":{"median":null,"n":0,"loads":0,"succeeded":0,"attempted":9,"load_medians":[]},
               "ratio":{"value":null,"low":null,"high":null,"method":null},"provisional":true,"verdict":"undecided",
               "more_rounds":2}],
              "memory":[{"variant":"baseline","phase":"loaded","metric":"committed_bytes","median_bytes":5,
               "peak_bytes":null,"n":2}],
              "leak":[{"variant":"baseline","round":1,"class":"none","metric":"worker_anon_bytes","n":30,"reclaimed_bytes":null,
               "mb_per_request":0.1,"low":-0.1,
               "high":0.3,"detectable_mb_per_request":0.2}],
              "crossover":{"baseline":{"fixed_ms":10,"ms_per_prompt_token":0.5,"ms_per_output_token":8,"points":9,"held_out":0,
               "held_out_error":null},
               "candidate":{"fixed_ms":10,"ms_per_prompt_token":0.5,"ms_per_output_token":8,"points":9,"held_out":3,
               "held_out_error":0.01}},
              "recommendations":[{"use":"agent","choice":"baseline","because":"it is faster","would_change":"a rerun"}],
              "expectations":[{"metric":"decode_ratio","scenario":"moe","expected":">= 2.0","outcome":"met","text":"Met."}],
              "answers":[{"variant":"baseline","scenario":"moe","prompt":"train-speed","check":"number","passed":4,
               "failed":1,"not_judged":0}],
              "consistency":[{"variant":"candidate","scenario":"simple-generation","prompt":"haiku","loads":3,"judged":2,
               "identical":1}]}],
             "implausible":[],"deployments":[]}
            """;

    private Path root;
    private final Locale machineLocale = Locale.getDefault();
    private ResultsFolder folder;

    @BeforeEach
    void createFolder(@TempDir Path temporary) throws IOException {
        root = temporary.toRealPath();
        folder = ResultsFolder.create(root, "run-1", Instant.EPOCH);
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(machineLocale);
    }

    @Test
    void everyKindIsValidWithAllFieldsAndWithAllNulls() {
        assertThat(Stream.concat(BodyFixtures.full().stream(), BodyFixtures.minimal().stream()))
                .allSatisfy(body -> assertThat(SchemaValidator.validate(
                                RecordJson.line(
                                        new Envelope(
                                                RecordJson.SCHEMA_VERSION,
                                                RecordKind.of(body).id(),
                                                "run-1",
                                                0,
                                                BodyFixtures.WALL_ANCHOR,
                                                1,
                                                0,
                                                "lmstudio"),
                                        body),
                                "record"))
                        .isEmpty());
    }

    @Test
    void aRunThatFitsTogetherIsValid() {
        write(BodyFixtures.consistent());
        assertThat(problems()).isEmpty();
    }

    @Test
    void samplesAreValidWithAllFieldsAndWithAllNulls() throws IOException {
        try (SampleWriter writer = SampleWriter.open(folder, 1)) {
            writer.write(BodyFixtures.sample(1));
            writer.write(BodyFixtures.minimalOf(BodyFixtures.sample(2)));
        }
        assertThat(SchemaValidator.validateFile(folder.samples())).isEmpty();

        Files.writeString(
                folder.samples(), RecordJson.line(1, BodyFixtures.sample(3)).replace("nominal", "warm"));
        assertThat(SchemaValidator.validateFile(folder.samples()))
                .extracting(Problem::toString)
                .containsExactly("line 1: /thermal: does not have a value in the enumeration [\"nominal\", \"fair\","
                        + " \"serious\", \"critical\", null]");
    }

    @Test
    void anIncompleteLineOfSamplesIsAProblem() throws IOException {
        Files.writeString(folder.samples(), "{\"session\":1,\"t_ns\":4}\n{\"ses");

        assertThat(SchemaValidator.validateFile(folder.samples()))
                .hasSize(21)
                .first()
                .hasToString("line 1: /: required property 'committed_bytes' not found");
        assertThat(SchemaValidator.validateFile(folder.samples()).get(20).line())
                .isEqualTo(2);
    }

    @Test
    void aSummaryIsCheckedAsAWhole() throws IOException {
        Files.writeString(folder.summary(), SUMMARY);
        assertThat(SchemaValidator.validateFile(folder.summary())).isEmpty();

        Files.writeString(
                folder.summary(), SUMMARY.replace("\"verdict\":\"undecided\"", "\"verdict\":\"mlx\",\"x\":1"));
        assertThat(SchemaValidator.validateFile(folder.summary()))
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "/pairs/0/metrics/0: property 'x' is not defined in the schema and the schema does not allow"
                                + " additional properties",
                        "/pairs/0/metrics/0/verdict: does not have a value in the enumeration [\"baseline\","
                                + " \"candidate\", \"equal\", \"undecided\", \"withheld\"]");
    }

    @ParameterizedTest
    @CsvSource({"de-DE", "fr-FR", "ja-JP"})
    void messagesDoNotFollowTheMachinesLanguage(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        assertThat(SchemaValidator.validate("{}", "record"))
                .extracting(Problem::message)
                .containsExactly("/: required property 'kind' not found");
    }

    @Test
    void eachRecordIsHeldToItsOwnKind() throws IOException {
        write(BodyFixtures.consistent());
        String text = Files.readString(folder.records())
                .replace("\"role\":\"measured\"", "\"role\":\"wild\"")
                .replace("\"deltas\":298", "\"deltas\":-1,\"deltaz\":1")
                .replace("\"via\":\"rest\"", "\"via\":null");
        Files.writeString(folder.records(), text);

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "line 4: /via: does not have a value in the enumeration [\"rest\", \"cli\"]",
                        "line 5: /: property 'deltaz' is not defined in the schema and the schema does not allow"
                                + " additional properties",
                        "line 5: /role: does not have a value in the enumeration [\"warmup\", \"measured\","
                                + " \"consistency\"]",
                        "line 5: /deltas: must have a minimum value of 0",
                        "line 5: /seq: expected 3, found 4",
                        "line 5: /decode_tokens_per_second: expected null of fewer than 32 tokens or 8 text events, found"
                                + " 30.5 of 300 tokens in -1 text events",
                        "line 5: /flags: expected short_output (fewer than 32 tokens or fewer than 8 text events), found 300"
                                + " tokens in -1 text events without it");
    }

    @Test
    void recordsOfOneFileBelongTogether() throws IOException {
        List<Body> bodies = new ArrayList<>(BodyFixtures.consistent());
        bodies.set(4, BodyFixtures.consistentGeneration(1));
        bodies.set(5, BodyFixtures.consistentScenario(99L));
        bodies.add(BodyFixtures.run());
        write(bodies);
        Files.writeString(
                folder.records(),
                Files.readString(folder.records())
                        .replace("\"seq\":2,", "\"seq\":12,")
                        .replace(
                                "\"kind\":\"scenario\",\"run_id\":\"run-1\"",
                                "\"kind\":\"scenario\",\"run_id\":\"run-2\"")
                        .replace("\"end_ns\":27000000000", "\"end_ns\":25999999999"));

        assertThat(problems())
                .containsExactly(
                        "line 3: /seq: expected 2, found 12",
                        "line 4: /seq: expected 13, found 3",
                        "line 5: /load_seq: expected the seq of a load record above, found 1",
                        "line 6: /run_id: expected 'run-1' as in the first record, found 'run-2'",
                        "line 6: /load_seq: expected the seq of a load record above, found 99",
                        "line 7: /end_ns: expected 26000000000 (start_ns) or later, found 25999999999",
                        "line 10: /kind: found run, expected it in the first record only",
                        "line 10: /kind: expected nothing after the end of session 1, found run");
    }

    @Test
    void aLaterSessionMayFollowAnEndOrACrash() throws IOException {
        write(BodyFixtures.consistent());
        Files.writeString(folder.records(), "{\"schema_version\":\"1.0\",\"ki", StandardOpenOption.APPEND);
        writeSession(2, resumed(2), BodyFixtures.load());
        Files.writeString(folder.records(), "{\"schema_vers", StandardOpenOption.APPEND);
        writeSession(3, resumed(3), new EndBody("completed", new EndBody.Counts(0, 0, 0, 0, 0, 0, 0), null, List.of()));

        assertThat(problems()).isEmpty();
    }

    @Test
    void aCutOffLineInsideASessionOrAtTheEndIsAProblem() throws IOException {
        write(BodyFixtures.consistent());
        List<String> lines = Files.readAllLines(folder.records());
        lines.add(2, "{\"kind");
        Files.writeString(folder.records(), String.join("\n", lines) + "\n{\"schema_vers");

        assertThat(SchemaValidator.validateFile(folder.records()))
                .extracting(Problem::line)
                .containsExactly(3, 11);
    }

    @Test
    void sessionsFollowEachOtherAndEachOpensWithItsRecord() {
        write(List.of(BodyFixtures.run(), BodyFixtures.session(), BodyFixtures.session()));
        writeSession(3, BodyFixtures.end());
        writeSession(4, BodyFixtures.end());
        writeSession(5, new SessionBody(6, BodyFixtures.WALL_ANCHOR, 1, "run-2", List.of(), List.of()));

        assertThat(problems())
                .containsExactly(
                        "line 3: /kind: found a second session record of session 1",
                        "line 4: /session: expected 1 or 2, found 3",
                        "line 5: /kind: expected the first record of session 4 to be session, found end",
                        "line 6: /number: expected 5 as in /session, found 6",
                        "line 6: /resumed_from: expected 'run-1', found run-2");
    }

    @Test
    void aLoadIsOfItsSessionAndACellHasOneValidResult() {
        ScenarioBody broken = BodyFixtures.consistentScenario(3L);
        ScenarioBody passed = new ScenarioBody(
                broken.pair(),
                broken.variant(),
                broken.format(),
                broken.scenario(),
                broken.round(),
                3L,
                "passed",
                null,
                null,
                broken.startNs(),
                broken.endNs(),
                List.of(),
                List.of(),
                List.of());
        List<Body> bodies = new ArrayList<>(BodyFixtures.consistent());
        bodies.set(5, passed);
        bodies.set(8, new EndBody("completed", new EndBody.Counts(1, 1, 1, 1, 0, 0, 0), null, List.of()));
        write(bodies);
        writeSession(2, resumed(2), passed);

        assertThat(problems())
                .containsExactly(
                        "line 11: /scenario: expected one valid result of Llama 3.3 70B · baseline · simple-generation ·"
                                + " round 1, found another beside seq 5",
                        "line 11: /load_seq: expected a load of session 2, found 3 of session 1");
    }

    @Test
    void timeRunsForwardsInEachSession() throws IOException {
        write(BodyFixtures.consistent());
        Files.writeString(
                folder.records(),
                Files.readString(folder.records())
                        .replaceAll("\"seq\":5,(.*?)\"t_ns\":\\d+", "\"seq\":5,$1\"t_ns\":0"));

        assertThat(problems())
                .singleElement()
                .asString()
                .matches("line 6: /t_ns: expected \\d+ or later in session 1, found 0");
    }

    @Test
    void samplesOfSeveralSessionsFollowEachOther() throws IOException {
        writeSamples(1, 5, 6);
        Files.writeString(folder.samples(), "{\"session\":1,\"t_", StandardOpenOption.APPEND);
        writeSamples(3, 1, 2);
        assertThat(SchemaValidator.validateFile(folder.samples())).isEmpty();

        writeSamples(3, 1);
        writeSamples(2, 9);
        assertThat(SchemaValidator.validateFile(folder.samples()))
                .extracting(Problem::toString)
                .containsExactly(
                        "line 6: /t_ns: expected 2 or later in session 3, found 1",
                        "line 7: /session: expected 3 or later, found 2");
    }

    @Test
    void theFirstRecordIsTheRun() {
        write(List.of(BodyFixtures.session()));

        assertThat(problems()).containsExactly("line 1: /kind: expected the first record to be run, found session");
    }

    @Test
    void aFileWithoutRecordsIsNotValid() throws IOException {
        Files.writeString(folder.records(), "\n");

        assertThat(problems()).containsExactly("expected at least a run record, found no valid record");
    }

    @Test
    void aFileThatIsMostlyDamageEndsAfterTwoHundredProblems() throws IOException {
        write(List.of(BodyFixtures.run()));
        Files.writeString(folder.records(), "x\n".repeat(900), StandardOpenOption.APPEND);

        assertThat(problems()).hasSize(201).last().isEqualTo("more than 200 problems; the rest is not shown");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path other = Files.writeString(folder.path().resolve("report.md"), "# hello");

        assertThatThrownBy(() -> SchemaValidator.validateFile(other))
                .isInstanceOf(ResultsException.class)
                .hasMessage("cannot tell which schema " + other
                        + " follows: expected a file named records.jsonl, samples.jsonl or summary.json");
        assertThatThrownBy(() -> SchemaValidator.validateFile(folder.summary()))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no file " + folder.summary());
    }

    private void write(List<Body> bodies) {
        try (Journal journal = Journal.open(folder, ServerKind.LMSTUDIO, 1, SessionClock.start())) {
            bodies.forEach(journal::append);
        }
    }

    private void writeSession(int session, Body... bodies) {
        try (Journal journal = Journal.open(folder, ServerKind.LMSTUDIO, session, SessionClock.start())) {
            List.of(bodies).forEach(journal::append);
        }
    }

    private void writeSamples(int session, long... times) {
        try (SampleWriter writer = SampleWriter.open(folder, session)) {
            for (long tNs : times) {
                writer.write(BodyFixtures.sample(tNs));
            }
        }
    }

    private static SessionBody resumed(int session) {
        return new SessionBody(session, BodyFixtures.WALL_ANCHOR, 4711, "run-1", List.of(), List.of());
    }

    private List<String> problems() {
        return SchemaValidator.validateFile(folder.records()).stream()
                .map(Problem::toString)
                .toList();
    }
}

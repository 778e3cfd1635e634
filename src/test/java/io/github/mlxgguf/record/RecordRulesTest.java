package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule is broken in a run that is otherwise in order; lines: 1 run, 4 load, 5 generation, 6 scenario, 7 unload, 9 end. */
class RecordRulesTest {
    private static final String CELL = "Llama 3.3 70B · baseline · simple-generation · round 1";

    private ResultsFolder folder;
    private String good;

    @BeforeEach
    void writeARun(@TempDir Path root) throws IOException {
        folder = ResultsFolder.create(root, "run-1", Instant.EPOCH);
        try (Journal journal = Journal.open(folder, ServerKind.LMSTUDIO, 1, SessionClock.start())) {
            BodyFixtures.consistent().forEach(journal::append);
        }
        good = Files.readString(folder.records());
        assertThat(SchemaValidator.validateFile(folder.records())).isEmpty();
    }

    @Test
    void aRecordIsOfTheBuildOfItsLoad() throws IOException {
        assertBroken(
                6,
                "\"round\":1,\"load_seq\"",
                "\"round\":2,\"load_seq\"",
                "line 6: /round: expected '1' as in load 3, found '2'",
                "line 6: /scenario: expected a cell of the plan, found " + CELL.replace("round 1", "round 2"));
        assertBroken(
                7,
                "\"variant\":\"baseline\",\"format\":\"gguf\"",
                "\"variant\":\"candidate\",\"format\":\"mlx\"",
                "line 7: /variant: expected 'baseline' as in load 3, found 'candidate'",
                "line 7: /format: expected 'gguf' as in load 3, found 'mlx'");
        assertBroken(
                4,
                "\"scenario\":null",
                "\"scenario\":\"concurrency\"",
                "line 5: /scenario: expected 'concurrency' as in load 3, found 'simple-generation'",
                "line 6: /scenario: expected 'concurrency' as in load 3, found 'simple-generation'");
    }

    @Test
    void aRecordLiesBetweenItsLoadAndTheUnload() throws IOException {
        assertBroken(
                4,
                "\"end_ns\":13500000000",
                "\"end_ns\":14000000001",
                "line 5: /start_ns: expected 14000000001 (the end of load 3) or later, found 14000000000");
        assertBroken(
                7,
                "\"start_ns\":26000000000",
                "\"start_ns\":13499999999",
                "line 7: /start_ns: expected 13500000000 (the end of load 3) or later, found 13499999999");
        List<String> lines = good.lines().toList();
        Files.writeString(
                folder.records(),
                String.join("\n", lines.subList(0, 8)) + "\n"
                        + lines.get(4)
                                .replace("\"seq\":4,", "\"seq\":8,")
                                .replace(
                                        "\"start_ns\":14000000000,\"end_ns\":24000000000",
                                        "\"start_ns\":27000000000,\"end_ns\":28000000000")
                                .replaceFirst("\"t_ns\":\\d+", "\"t_ns\":99000000000")
                        + "\n");
        assertThat(problems())
                .containsExactly(
                        "line 9: /load_seq: expected a load that is still there, found 3, unloaded at 27000000000 ns");
    }

    @Test
    void theRunRecordLaysDownPairsFormatsCellsAndTheServer() throws IOException {
        assertBroken(
                1,
                "\"variant\":\"baseline\",\"format\":\"gguf\",\"scenario\":\"simple-generation\",\"round\":1",
                "\"variant\":\"baseline\",\"format\":\"gguf\",\"scenario\":\"simple-generation\",\"round\":2",
                "line 5: /scenario: expected a cell of the plan, found " + CELL,
                "line 6: /scenario: expected a cell of the plan, found " + CELL);
        assertBroken(
                1,
                "\"pair\":\"Llama 3.3 70B\",\"variant\":\"candidate\",\"format\":\"mlx\"",
                "\"pair\":\"Llama 3.3 70B\",\"variant\":\"candidate\",\"format\":\"gguf\"",
                "line 1: /plan/format: expected 'mlx', the candidate of Llama 3.3 70B, found 'gguf'");
        assertBroken(
                1,
                "\"pair\":\"Llama 3.3 70B\",\"variant\":\"candidate\"",
                "\"pair\":\"Other\",\"variant\":\"candidate\"",
                "line 1: /plan/pair: expected a pair of the run record, found 'Other'");
        assertBroken(
                1,
                "\"simulated\":false",
                "\"simulated\":true",
                "line 1: /server/simulated: expected false of kind 'lmstudio', found true");
        assertBroken(
                3,
                "\"server_kind\":\"lmstudio\"",
                "\"server_kind\":\"embedded\"",
                "line 3: /server_kind: expected 'lmstudio' as in the run record, found 'embedded'");
    }

    @Test
    void generationsLieInTheirCell() throws IOException {
        assertBroken(
                6,
                "\"end_ns\":25000000000",
                "\"end_ns\":23999999999",
                "line 6: /start_ns: expected all generations of the cell inside 13600000000 to 23999999999 ns, found seq 4 from"
                        + " 14000000000 to 24000000000 ns");
        assertBroken(
                6,
                "\"start_ns\":13600000000",
                "\"start_ns\":14000000001",
                "line 6: /start_ns: expected all generations of the cell inside 14000000001 to 25000000000 ns, found seq 4 from"
                        + " 14000000000 to 24000000000 ns");
    }

    @Test
    void anOutcomeAndAFailureBelongTogether() throws IOException {
        assertBroken(
                6,
                "\"outcome\":\"broken\"",
                "\"outcome\":\"skipped\"",
                "line 6: /failure: expected null of a cell that is skipped, found stream_cut",
                "line 9: /counts: expected what session 1 wrote (loads 1, generations 1, measured 1, passed 0, failed 0, broken 0,"
                        + " skipped 1), found loads 1, generations 1, measured 1, passed 0, failed 0, broken 1, skipped 0");
        Files.writeString(
                folder.records(),
                good.replaceFirst(
                        "\"failure\":\\{[^}]*\\},\"start_ns\":13600000000",
                        "\"failure\":null,\"start_ns\":13600000000"));
        assertThat(problems()).containsExactly("line 6: /failure: expected one of a cell that is broken, found null");
        assertBroken(
                5,
                "\"failure\":null",
                "\"failure\":{\"kind\":\"stream_cut\",\"message\":\"x\"}",
                "line 5: /failure: expected null beside the figures of a whole answer, found stream_cut",
                "line 9: /counts: expected what session 1 wrote (loads 1, generations 1, measured 0, passed 0, failed 0, broken 1,"
                        + " skipped 0), found loads 1, generations 1, measured 1, passed 0, failed 0, broken 1, skipped 0");
    }

    @Test
    void theEndCountsItsSession() throws IOException {
        assertBroken(
                9,
                "\"loads\":1",
                "\"loads\":2",
                "line 9: /counts: expected what session 1 wrote (loads 1, generations 1, measured 1, passed 0, failed 0, broken 1,"
                        + " skipped 0), found loads 2, generations 1, measured 1, passed 0, failed 0, broken 1, skipped 0");
    }

    @Test
    void memoryThatCannotBe() throws IOException {
        assertBroken(
                7,
                "\"committed_bytes\":{\"median_bytes\":12345678901,\"peak_bytes\":12345678999,\"n\":42}",
                "\"committed_bytes\":{\"median_bytes\":12345678901,\"peak_bytes\":12345678900,\"n\":2}",
                "line 7: /memory/metrics/committed_bytes/peak_bytes: expected null of fewer than 3 readings, found 12345678900 of 2",
                "line 7: /memory/metrics/committed_bytes/peak_bytes: expected 12345678901 (median_bytes) or more, found"
                        + " 12345678900");
        assertBroken(
                7,
                "\"start_ns\":1500000000,\"end_ns\":2500000000",
                "\"start_ns\":1500000000,\"end_ns\":1499999999",
                "line 7: /memory/end_ns: expected 1500000000 (start_ns) or later, found 1499999999");
    }

    @Test
    void flagsOfAGenerationSayWhatItsFiguresSay() throws IOException {
        String flags = "\"flags\":[\"slept\"]";
        assertBroken(
                5,
                flags,
                "\"flags\":[\"short_output\"]",
                "line 5: /flags: short_output stands for fewer than 32 tokens or fewer than 8 text events, found 300 tokens in 298"
                        + " text events");
        assertBroken(
                5,
                flags,
                "\"flags\":[\"multi_token_deltas\"]",
                "line 5: /flags: multi_token_deltas stands for more than 1.5 tokens per text event, found 300 tokens in 298 text"
                        + " events");
        assertBroken(
                5,
                "\"deltas\":298",
                "\"deltas\":199",
                "line 5: /flags: expected multi_token_deltas (more than 1.5 tokens per text event), found 300 tokens in 199 text"
                        + " events without it");
        assertBroken(5, "\"deltas\":298", "\"deltas\":200");
        assertBroken(
                5,
                "\"output_tokens\":300,\"reasoning",
                "\"output_tokens\":31,\"reasoning",
                "line 5: /decode_tokens_per_second: expected null of fewer than 32 tokens or 8 text events, found 30.5 of 31"
                        + " tokens in 298 text events",
                "line 5: /flags: expected short_output (fewer than 32 tokens or fewer than 8 text events), found 31 tokens in 298"
                        + " text events without it");
        assertBroken(5, "\"output_tokens\":300,\"reasoning", "\"output_tokens\":32,\"reasoning");
        assertBroken(
                5,
                "\"model_load_time_seconds\":null",
                "\"model_load_time_seconds\":1.5",
                "line 5: /flags: expected load_event_inside_request (a model_load event, or a model load time, in the answer),"
                        + " found a model load time of 1.5 s without it");
        assertBroken(
                5,
                flags,
                "\"flags\":[\"load_event_inside_request\"]",
                "line 5: /ttft_ms: expected null with the flag load_event_inside_request, found 210.25",
                "line 5: /e2e_ms: expected null with the flag load_event_inside_request, found 10000.0",
                "line 5: /decode_tokens_per_second: expected null with the flag load_event_inside_request, found 30.5");
    }

    @Test
    void flagsOfALoadSayWhatItsConfigurationsSay() throws IOException {
        String flags = "\"flags\":[\"slept\",\"swap_grew\"],\"failure\":null";
        assertBroken(
                4,
                flags,
                "\"flags\":[\"context_not_honoured\",\"fewer_slots\"],\"failure\":null",
                "line 4: /flags: context_not_honoured stands for effective context length differs from the requested one, found"
                        + " 8192 of 8192 asked for",
                "line 4: /flags: fewer_slots stands for effective parallel below the slots that the load asked for, found 4 of 4"
                        + " asked for");
        assertBroken(
                4,
                "\"effective_config\":{\"context_length\":8192,\"parallel\":4",
                "\"effective_config\":{\"context_length\":16384,\"parallel\":3",
                "line 4: /flags: expected context_not_honoured (effective context length differs from the requested one), found"
                        + " 16384 of 8192 asked for without it",
                "line 4: /flags: expected fewer_slots (effective parallel below the slots that the load asked for), found 3 of 4"
                        + " asked for without it");
    }

    @Test
    void aCellIsStampedAsItsServerIs() throws IOException {
        assertBroken(
                6,
                "\"flags\":[\"slept\",\"swap_grew\"]",
                "\"flags\":[\"simulated\"]",
                "line 6: /flags: simulated stands for the server's engine is the simulated one, found server_kind 'lmstudio'");
        String embedded = good.replace("\"server_kind\":\"lmstudio\"", "\"server_kind\":\"embedded\"")
                .replace("\"kind\":\"lmstudio\"", "\"kind\":\"embedded\"");
        Files.writeString(folder.records(), embedded);
        assertThat(problems())
                .containsExactly(
                        "line 6: /flags: expected embedded_server (the server is the embedded one), found server_kind"
                                + " 'embedded' without it");
    }

    @Test
    void samplesLieInTheSessionsOfTheRecords() throws IOException {
        long end = RunReader.read(folder.path())
                .of(EndBody.class)
                .get(0)
                .envelope()
                .tNs();
        Files.writeString(
                folder.samples(),
                RecordJson.line(1, BodyFixtures.sample(end)) + "\n" + RecordJson.line(1, BodyFixtures.sample(end + 1))
                        + "\n"
                        + RecordJson.line(1, BodyFixtures.sample(end + 2)) + "\n"
                        + RecordJson.line(2, BodyFixtures.sample(0)) + "\n");

        assertThat(SchemaValidator.validateFile(folder.samples())).isEmpty();
        assertThat(SchemaValidator.validateSamplesOf(folder))
                .extracting(Problem::toString)
                .containsExactly(
                        "line 2: /t_ns: expected " + end + " (the end record of session 1) or earlier, found "
                                + (end + 1),
                        "line 4: /session: expected a session of records.jsonl, found 2");
    }

    private void assertBroken(int line, String part, String instead, String... problems) throws IOException {
        List<String> lines = new ArrayList<>(good.lines().toList());
        String changed = lines.get(line - 1).replace(part, instead);
        assertThat(changed).as("line " + line + " holds " + part).isNotEqualTo(lines.get(line - 1));
        lines.set(line - 1, changed);
        Files.writeString(folder.records(), String.join("\n", lines) + "\n");
        assertThat(problems()).containsExactly(problems);
    }

    private List<String> problems() {
        return SchemaValidator.validateFile(folder.records()).stream()
                .map(Problem::toString)
                .toList();
    }
}

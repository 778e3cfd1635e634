package io.github.mlxgguf.report.csv;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.FullSample;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SampleReader;
import io.github.mlxgguf.report.ReportWriter;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsWriterTest {
    private static final String SAMPLE_HEADER =
            "session,ts,t_ns,committed_bytes,available_bytes,swap_used_bytes,pressure,pressure_stall_us,worker_pid,"
                    + "worker_footprint_bytes,worker_anon_bytes,worker_file_bytes,worker_rss_bytes,server_tree_bytes,"
                    + "cpu_user,cpu_system,load_1m,gpu_device,gpu_renderer,gpu_tiler,gpu_memory_bytes,power_w,thermal,"
                    + "wired_bytes,compressor_bytes,file_backed_bytes,purgeable_bytes,worker_peak_footprint_bytes,"
                    + "worker_interval_peak_bytes,worker_virtual_bytes,worker_ram_share,worker_cpu,worker_energy_j,"
                    + "cpu_power_w,gpu_power_w,temperature_c,gpu_temperature_c,power_source,low_power_mode,cpu_cores";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aSampleIsARowWithItsSessionAndTheTimeOfDay() throws IOException {
        RunFixture.threeRounds().writeTo(folder);
        Sample all = FullSample.at(1_500_000_000L);
        samples(RecordJson.line(1, all) + "\n" + line(1, 2_000_000_000L, 12_345_678_901L));

        write();

        assertThat(samplesCsv())
                .isEqualTo(SAMPLE_HEADER + "\r\n"
                        + "1,\"2026-11-21T01:00:01.500Z\",1500000000,1,2,3,4,5,6,7,8,9,10,11,0.12,0.13,1.4,0.15,0.16,0.17,18,"
                        + "19.5,\"nominal\",20,21,22,23,24,25,26,0.27,1.28,29.5,30.5,31.5,32.5,33.5,\"mains\",true,"
                        + "\"0.35 1.0\"\r\n"
                        + "1,\"2026-11-21T01:00:02.000Z\",2000000000,12345678901" + ",".repeat(36) + "\r\n");
    }

    @Test
    void eachSessionOfAResumedRunHasItsOwnTimeOfDay() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.start().resume().writeTo(folder);
        samples(line(1, 0, 1) + line(2, 0, 2) + line(3, 0, 3));

        write();

        assertThat(samplesCsv().lines().skip(1).map(row -> row.replaceAll(",+$", "")))
                .containsExactly("1,\"2026-11-21T01:00:00.000Z\",0,1", "2,\"2026-11-21T02:00:00.000Z\",0,2", "3,,0,3");
    }

    @Test
    void aSessionKilledBeforeItsRecordHasTheTimeThatItsOtherRecordsGiveAway() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.start().resume();
        List<String> lines = run.jsonl().lines().toList();
        assertThat(lines.get(1)).contains("\"kind\":\"session\"");
        String atTwoSeconds = lines.get(0).replaceFirst("\"t_ns\":\\d+", "\"t_ns\":2000000000");
        Files.writeString(
                folder.resolve("records.jsonl"),
                atTwoSeconds + "\n" + String.join("\n", lines.subList(2, lines.size())) + "\n");
        samples(line(1, 500_000_000L, 1) + line(2, 0, 2));

        write();

        assertThat(samplesCsv().lines().skip(1).map(row -> row.replaceAll(",+$", "")))
                .containsExactly("1,\"2026-11-21T00:59:58.500Z\",500000000,1", "2,\"2026-11-21T02:00:00.000Z\",0,2");
    }

    @Test
    void whatACrashCutOffIsLeftOut() throws IOException {
        RunFixture.threeRounds().writeTo(folder);
        samples(line(1, 0, 1) + "{\"session\":1,\"t_ns\":1000,\"commi");

        write();

        assertThat(samplesCsv().lines()).hasSize(2);
    }

    @Test
    void aFolderWithoutSamplesHasAHeaderAlone() throws IOException {
        RunFixture.threeRounds().writeTo(folder);

        write();

        assertThat(samplesCsv()).isEqualTo(SAMPLE_HEADER + "\r\n");
    }

    @Test
    void samplesAloneAreWrittenWithTheTimeThatIsGiven() throws IOException {
        samples(line(1, 250_000_000L, 7));

        MetricsWriter.writeSamples(folder, Map.of(1, Instant.parse("2026-11-21T10:00:00Z")));

        assertThat(samplesCsv().lines().skip(1))
                .containsExactly("1,\"2026-11-21T10:00:00.250Z\",250000000,7" + ",".repeat(36));
        assertThat(folder.resolve("metrics")).isDirectoryNotContaining("glob:**generations.csv");
    }

    @Test
    void aGenerationIsARowWithWhatEveryRecordCarries() throws IOException {
        RunFixture run = new RunFixture();
        run.pair = "=HYPERLINK(\"x\")";
        run.planThreeRounds().start();
        long seq = run.load(BASELINE, 1, 4);
        run.generation(BASELINE, 1, seq, 1, Measured.of(200, 50.5));
        run.generation(
                BASELINE,
                1,
                seq,
                2,
                "measured",
                Measured.of(1, 1),
                List.of("slept", "swap_grew"),
                new FailureInfo("stream_cut", "expected, found"));
        run.writeTo(folder);

        write();

        String sha = "0123456789abcdef".repeat(4);
        String start = "\"1.0\",\"generation\",\"run-1\",%d,\"2026-11-21T01:00:00.000Z\",1,%d,\"lmstudio\","
                + "\"'=HYPERLINK(\"\"x\"\")\",\"baseline\",\"gguf\",\"key\",\"simple-generation\",1,2,%d,\"measured\","
                + "\"short-story\",\"" + sha + "\",\"[salt]\",300,0.0,,0,1000000,";
        assertThat(generationsCsv())
                .isEqualTo("schema_version,kind,run_id,seq,ts,session,t_ns,server_kind,pair,variant,format,model_key,"
                        + "scenario,round,load_seq,iteration,role,prompt.id,prompt.sha256,prompt.salt,"
                        + "parameters.max_output_tokens,parameters.temperature,parameters.reasoning,start_ns,end_ns,"
                        + "ttft_ms,ttft_answer_ms,prefill_ms,e2e_ms,input_tokens,output_tokens,reasoning_tokens,deltas,"
                        + "prefill_tokens_per_second,decode_tokens_per_second,effective_tokens_per_second,itl_ms.p50,"
                        + "itl_ms.p95,itl_ms.p99,itl_ms.max,energy_j,joules_per_token,server_stats.input_tokens,"
                        + "server_stats.total_output_tokens,server_stats.reasoning_output_tokens,"
                        + "server_stats.tokens_per_second,server_stats.time_to_first_token_seconds,"
                        + "server_stats.model_load_time_seconds,finish,response_sha256,response_chars,checks,flags,"
                        + "failure.kind,failure.message\r\n"
                        + start.formatted(3, 3000, 1)
                        + "200.0,200.0,,1000.0,50,100,0,90,100.0,50.5,50.5,,,,,,,,,,,,,,\"" + sha + "\",400,,,,\r\n"
                        + start.formatted(4, 4000, 2)
                        + ",,,,,,,0,,,,,,,,,,,,,,,,,,,,\"slept swap_grew\",\"stream_cut\",\"expected, found\"\r\n");
    }

    @Test
    void whatAResumedRunDidAnewStaysAndIsFlagged() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.start();
        long first = run.load(BASELINE, 1, 4);
        run.generation(BASELINE, 1, first, 1, Measured.of(200, 50));
        run.resume();
        long second = run.load(BASELINE, 1, 4);
        run.generation(BASELINE, 1, second, 1, Measured.of(200, 50));
        run.cell(BASELINE, 1, second, 11_000_000_000L).writeTo(folder);

        write();

        List<String> rows = generationsCsv().lines().skip(1).toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).endsWith(",\"superseded\",,");
        assertThat(rows.get(1)).endsWith(",,,");
    }

    @Test
    void theChecksOfAnAnswerAreOneCell() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.checks = List.of(
                new GenerationBody.Check("not-empty", true, "400 characters"),
                new GenerationBody.Check("planted-fact", null, "not asked"));
        run.start();
        run.generation(CANDIDATE, 1, run.load(CANDIDATE, 1, 3), 1, Measured.of(200, 50));
        run.writeTo(folder);

        write();

        assertThat(generationsCsv()).endsWith(",400,\"not-empty=true planted-fact=unknown\",,,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab"})
    void theSameRunGivesTheSameBytesInEveryLocale(String tag) throws IOException {
        RunFixture.threeRounds().writeTo(folder);
        samples(line(1, 1_234_567_890L, 12_345_678_901L));
        write();
        String samples = samplesCsv();
        String generations = generationsCsv();
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            write();
        } finally {
            Locale.setDefault(locale);
        }

        assertThat(samplesCsv()).isEqualTo(samples).contains("\"2026-11-21T01:00:01.234Z\",1234567890,12345678901,");
        assertThat(generationsCsv()).isEqualTo(generations).contains(",50.0,");
    }

    @Test
    void theReportBringsBothFilesAndMissesEachOfThem() throws IOException {
        RunFixture.threeRounds().writeTo(folder);

        ReportWriter.write(folder);

        assertThat(ReportWriter.isWritten(folder)).isTrue();
        for (String name : List.of("samples.csv", "generations.csv")) {
            Files.delete(folder.resolve("metrics").resolve(name));
            assertThat(ReportWriter.isWritten(folder)).isFalse();
            ReportWriter.write(folder);
        }
    }

    @Test
    void aFileInTheWayOfTheFolderIsSaid() throws IOException {
        RunFixture.threeRounds().writeTo(folder);
        Path inTheWay = Files.writeString(folder.resolve("metrics"), "mine");

        assertThatThrownBy(() -> write())
                .isInstanceOf(ResultsException.class)
                .hasMessage("cannot make the folder " + folder.toRealPath().resolve("metrics")
                        + ": FileAlreadyExistsException " + folder.toRealPath().resolve("metrics")
                        + ". Make the folder writable and run `report` on it again.");
        assertThat(inTheWay).hasContent("mine");
    }

    private void write() {
        RunData run = RunReader.read(folder);
        MetricsWriter.writeGenerations(run);
        try (SampleTable table = MetricsWriter.samples(run)) {
            if (Files.exists(folder.resolve(ResultsFolder.SAMPLES))) {
                SampleReader.read(folder, table);
            }
            table.finish();
        }
    }

    private static String line(int session, long tNs, long committedBytes) {
        return "{\"session\":" + session + ",\"t_ns\":" + tNs + ",\"committed_bytes\":" + committedBytes + "}\n";
    }

    private void samples(String lines) throws IOException {
        Files.writeString(folder.resolve(ResultsFolder.SAMPLES), lines, StandardCharsets.UTF_8);
    }

    private String samplesCsv() throws IOException {
        return Files.readString(folder.resolve("metrics").resolve("samples.csv"));
    }

    private String generationsCsv() throws IOException {
        return Files.readString(folder.resolve("metrics").resolve("generations.csv"));
    }
}

package io.github.mlxgguf.embedded.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFileTest {
    private static final LoadTruth LOAD =
            new LoadTruth("a", "A", 1, 17, 10, 20, 30, 40, 1_000, 0, null, null, null, null);
    private static final GenerationTruth GENERATION = new GenerationTruth(
            "a",
            "A",
            1,
            1,
            true,
            50L,
            60L,
            70L,
            90L,
            List.of(70L, 90L),
            List.of(71L, 91L),
            List.of(1, 2),
            1,
            95L,
            12,
            3,
            3,
            1,
            1e8,
            8,
            256L,
            0L,
            false,
            null);
    private static final UnloadTruth UNLOAD = new UnloadTruth("a", "A", 1, 17, 100, 110);

    private Path file;

    @BeforeEach
    void choose(@TempDir Path directory) {
        file = directory.resolve("new").resolve("truth.jsonl");
    }

    @Test
    void linesComeBackAsTheyWere() throws IOException {
        writeAll();
        writeAll();

        assertThat(TruthReader.read(file)).containsExactly(LOAD, GENERATION, UNLOAD, LOAD, GENERATION, UNLOAD);
        assertThat(TruthReader.read(file, GenerationTruth.class)).containsExactly(GENERATION, GENERATION);
    }

    @Test
    void theFormatIsOneObjectALine() throws IOException {
        writeAll();

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"kind\":\"load\",\"instance_id\":\"a\",\"model_key\":\"A\",\"load_number\":1,\"worker_pid\":17,"
                                + "\"requested_ns\":10,\"engine_start_ns\":20,\"engine_ready_ns\":30,\"ready_ns\":40,"
                                + "\"resident_bytes\":1000,\"mapped_bytes\":0,\"anonymous_before_bytes\":null,"
                                + "\"anonymous_after_bytes\":null,\"file_before_bytes\":null,\"file_after_bytes\":null}",
                        "{\"kind\":\"generation\",\"instance_id\":\"a\",\"model_key\":\"A\",\"load_number\":1,\"number\":1,"
                                + "\"streamed\":true,\"received_ns\":50,\"prefill_start_ns\":60,"
                                + "\"engine_first_token_ns\":70,\"engine_last_token_ns\":90,\"engine_piece_ns\":[70,90],"
                                + "\"sent_ns\":[71,91],\"tokens_per_delta\":[1,2],\"reasoning_deltas\":1,"
                                + "\"end_sent_ns\":95,\"input_tokens\":12,\"cached_tokens\":3,\"output_tokens\":3,"
                                + "\"reasoning_tokens\":1,\"decode_tokens_per_second\":1.0E8,\"chars\":8,"
                                + "\"context_bytes\":256,\"leaked_bytes\":0,\"cancelled\":false,\"fault\":null}",
                        "{\"kind\":\"unload\",\"instance_id\":\"a\",\"model_key\":\"A\",\"load_number\":1,\"worker_pid\":17,"
                                + "\"requested_ns\":100,\"gone_ns\":110}");
    }

    @Test
    void aLineThatIsBeingWrittenIsLeftOut() throws IOException {
        writeAll();
        Files.writeString(file, "{\"kind\":\"unl", StandardOpenOption.APPEND);

        assertThat(TruthReader.read(file)).hasSize(3);
    }

    @Test
    void aStrangeLineIsNamed() throws IOException {
        writeAll();
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> TruthReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":4: not a line of a truth file: ");
    }

    @Test
    void closingWaitsForALineThatWasAnnounced() throws Exception {
        TruthFile truth = TruthFile.open(file);
        truth.owe();
        Thread closing = new Thread(truth::close);
        closing.start();
        while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        truth.append(LOAD);
        truth.settle();
        closing.join();

        assertThat(TruthReader.read(file)).containsExactly(LOAD);
    }

    private void writeAll() throws IOException {
        try (TruthFile truth = TruthFile.open(file)) {
            truth.append(LOAD);
            truth.append(GENERATION);
            truth.append(UNLOAD);
        }
    }
}

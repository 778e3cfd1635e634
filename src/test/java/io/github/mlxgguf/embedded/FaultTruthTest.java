package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.simulation.GenerationTruth;
import io.github.mlxgguf.embedded.simulation.TruthReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The truth file names the fault that struck an answer. */
@Timeout(60)
class FaultTruthTest {
    private static final String SCRIPT = """
            faults:
              - {on: chat, model: one, occurrence: 2, kind: error_then_end, after_deltas: 2}
              - {on: chat, model: one, occurrence: 3, kind: stream_reset, after_deltas: 3}
            models:
              - key: one
                format: gguf
                quantization: Q8_0
                size_bytes: 1000000
                resident_bytes: 1000000
                speed: {load_seconds: 0, prefill_tokens_per_second: 50000, decode_tokens_per_second: 500}
            """;

    @Test
    void theTruthNamesTheFaultAndCountsWhatWasSent(@TempDir Path directory) throws Exception {
        Path truth;
        try (SimulatedServers simulated = new SimulatedServers(directory, SCRIPT)) {
            truth = simulated.truthFile;
            simulated.client().post("/api/v1/models/load", "{\"model\":\"one\"}");
            for (int i = 0; i < 3; i++) {
                simulated.server.post("/api/v1/chat", ScriptedServers.chat("one", 5));
            }
            simulated.awaitTruth(4);
        }

        List<GenerationTruth> answers = TruthReader.read(truth).stream()
                .filter(GenerationTruth.class::isInstance)
                .map(GenerationTruth.class::cast)
                .toList();

        assertThat(answers).extracting(GenerationTruth::fault).containsExactly(null, "error_then_end", "stream_reset");
        assertThat(answers).extracting(answer -> answer.sentNs().size()).containsExactly(5, 2, 3);
        assertThat(answers).extracting(answer -> answer.endSentNs() != null).containsExactly(true, true, false);
    }
}

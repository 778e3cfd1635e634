package io.github.mlxgguf.embedded.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.mlxgguf.embedded.engine.GenerationResult;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import io.github.mlxgguf.embedded.engine.StopReason;
import org.junit.jupiter.api.Test;

class WorkerLinesTest {
    private static final WorkerEvent PIECE = WorkerEvent.of(WorkerEvent.Kind.PIECE, 3, "a\nb \u00e9\u2581");

    @Test
    void aMessageIsOneLine() {
        assertThat(WorkerLines.write(PIECE))
                .isEqualTo("\u001e{\"kind\":\"PIECE\",\"id\":3,\"text\":\"a\\nb \u00e9\u2581\"}\n");
    }

    @Test
    void messagesComeBackAsTheyWere() throws JsonProcessingException {
        WorkerEvent end =
                WorkerEvent.end(1, new GenerationResult(30, 23, 20, 0, 1.5, 2.5, StopReason.MAX_TOKENS), null);
        WorkerCommand command = new WorkerCommand(
                WorkerCommand.Kind.GENERATE, 2, new GenerationTask("hi", 5, 0.0, null, 40, null, null, "off"));

        assertThat(WorkerLines.read(WorkerLines.write(end), WorkerEvent.class)).isEqualTo(end);
        assertThat(WorkerLines.read(WorkerLines.write(command), WorkerCommand.class))
                .isEqualTo(command);
    }

    @Test
    void whatNativeCodePrintsBeforeAMessageIsNotPartOfIt() throws JsonProcessingException {
        assertThat(WorkerLines.read("no line end" + WorkerLines.write(PIECE).stripTrailing(), WorkerEvent.class))
                .isEqualTo(PIECE);
    }

    @Test
    void aLineOfNativeCodeIsNoMessage() throws JsonProcessingException {
        assertThat(WorkerLines.read("{\"kind\":\"PIECE\"}", WorkerEvent.class)).isNull();
    }
}

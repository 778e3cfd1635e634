package io.github.mlxgguf.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On what build 4916 printed: a cold prompt, a cancelled one, cached ones, a full context, two slots at once. */
class LlamaLogTest {
    private final LlamaLog log = new LlamaLog();

    @Test
    void aColdPromptWasProcessedWhole() throws IOException {
        readCapture();

        assertThat(log.takeFinished(0)).isEqualTo(new TaskTimings(0, 24, 24, 1.61, 20, 28.14));
    }

    @Test
    void ofACachedPromptOnlyTheRestWasProcessed() throws IOException {
        readCapture();

        assertThat(log.takeFinished(279)).isEqualTo(new TaskTimings(279, 14, 12, 1.57, 30, 74.47));
        assertThat(log.takeFinished(280)).isEqualTo(new TaskTimings(280, 14, 12, 1.56, 30, 74.42));
    }

    @Test
    void timingsAreGivenOnce() throws IOException {
        readCapture();

        assertThat(log.takeFinished(21)).isNotNull();
        assertThat(log.takeFinished(21)).isNull();
    }

    @Test
    void cancelledAndRefusedTasksHaveNoTimings() throws IOException {
        readCapture();

        assertThat(log.takeFinished(42)).isNull();
        assertThat(log.takeFinished(49)).isNull();
        assertThat(log.takeFinished(277)).isNull();
    }

    @Test
    void launchesComeInOrder() throws IOException {
        readCapture();

        List<Integer> launched = new ArrayList<>();
        for (Integer task = log.pollLaunched(); task != null; task = log.pollLaunched()) {
            launched.add(task);
        }
        assertThat(launched).containsExactly(0, 21, 42, 49, 277, 279, 280, 282);
    }

    @Test
    void theBuildIsKnown() throws IOException {
        assertThat(log.build()).isNull();

        readCapture();

        assertThat(log.build()).isEqualTo(4916);
    }

    private void readCapture() throws IOException {
        try (InputStream in = LlamaLogTest.class.getResourceAsStream("llama-b4916.log")) {
            assertThat(in).isNotNull();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(log::accept);
        }
    }
}

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

        assertThat(log.takeFinished(5)).isEqualTo(new TaskTimings(279, 14, 12, 1.57, 30, 74.47));
        assertThat(log.takeFinished(6)).isEqualTo(new TaskTimings(280, 14, 12, 1.56, 30, 74.42));
    }

    @Test
    void timingsAreGivenOnce() throws IOException {
        readCapture();

        assertThat(log.takeFinished(1)).isNotNull();
        assertThat(log.takeFinished(1)).isNull();
    }

    @Test
    void cancelledAndRefusedTasksHaveNoTimings() throws IOException {
        readCapture();

        assertThat(log.takeFinished(2)).isNull();
        assertThat(log.takeFinished(3)).isNull();
        assertThat(log.takeFinished(4)).isNull();
    }

    @Test
    void tasksAreKnownByTheOrderInWhichTheyGotASlot() throws IOException {
        readCapture();

        List<Integer> tasks = new ArrayList<>();
        for (int order = 0; order < 10; order++) {
            TaskTimings timings = log.takeFinished(order);
            if (timings != null) {
                tasks.add(timings.task());
            }
        }
        assertThat(tasks).containsExactly(0, 21, 279, 280, 282);
    }

    @Test
    void nothingIsKnownOfATaskThatHasNoSlotYet() {
        assertThat(log.takeFinished(0)).isNull();
        log.forget(0);
        assertThat(log.takeFinished(0)).isNull();
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

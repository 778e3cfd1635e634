package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.metric.ByteStatistic;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.metric.PhaseStatistics;
import io.github.mlxgguf.trace.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseMemoriesTest {
    @Test
    void carriesOverEveryStatisticUnderItsFieldName() {
        List<PhaseMemory> memory = PhaseMemories.of(List.of(
                new PhaseStatistics(
                        Phase.BASELINE,
                        10,
                        20,
                        Map.of(
                                MemoryField.COMMITTED,
                                new ByteStatistic(5, 7L, 3),
                                MemoryField.GPU_MEMORY,
                                new ByteStatistic(4, null, 2))),
                new PhaseStatistics(Phase.SERVER_IDLE, 0, 5, Map.of())));

        assertThat(memory)
                .containsExactly(
                        new PhaseMemory(
                                "baseline",
                                10,
                                20,
                                Map.of(
                                        "committed_bytes",
                                        new MemoryStat(5, 7L, 3),
                                        "gpu_memory_bytes",
                                        new MemoryStat(4, null, 2))),
                        new PhaseMemory("server_idle", 0, 5, Map.of()));
    }
}

package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RootedProcessesTest {
    private List<Long> tree = List.of(10L, 11L, 12L);
    private List<Long> holders = List.of();

    private final RootedProcesses processes = new RootedProcesses(new ProcessTree() {
        @Override
        public OptionalLong listener(int port) {
            throw new AssertionError("no port is asked for");
        }

        @Override
        public List<Long> workers(long rootPid) {
            return rootPid == 10 ? holders : List.of();
        }

        @Override
        public List<Long> tree(long rootPid) {
            return rootPid == 10 ? tree : List.of();
        }
    });

    @Test
    void nothingIsWatchedBeforeAProcessIsNamed() {
        assertThat(processes.walk()).isEmpty();
        assertThat(processes.workerPid()).isNull();
    }

    @Test
    void theProcessItselfIsTheWorkerWhileNoneHoldsAModel() {
        processes.watch(10);
        assertThat(processes.workerPid()).isEqualTo(10);
        assertThat(processes.walk()).containsExactly(10L, 11L, 12L);

        holders = List.of(12L);
        processes.walk();
        assertThat(processes.workerPid()).isEqualTo(12);

        holders = List.of(11L, 12L);
        processes.walk();
        assertThat(processes.workerPid())
                .as("a newer one does not take its place")
                .isEqualTo(12);

        holders = List.of(11L);
        processes.walk();
        assertThat(processes.workerPid()).isEqualTo(11);

        holders = List.of();
        processes.walk();
        assertThat(processes.workerPid()).isEqualTo(10);
    }

    @Test
    void aProcessThatHasGoneHasNoWorker() {
        processes.watch(10);
        tree = List.of();

        assertThat(processes.walk()).isEmpty();
        assertThat(processes.workerPid()).isNull();
    }
}

package io.github.mlxgguf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerMemoryTest {
    private static final PhaseMemory BEFORE = phase("before_server", 8_700_000_000L);

    @Test
    void theServerItselfIsIdleMinusBefore() {
        ServerMemory memory = known("lmstudio", List.of(BEFORE, phase("server_idle", 9_112_000_000L)));

        assertThat(memory).isEqualTo(new ServerMemory("LM Studio", 8_700_000_000L, 9_112_000_000L));
        assertThat(memory.ownBytes()).isEqualTo(412_000_000L);
        assertThat(memory.sentence())
                .isEqualTo(
                        "LM Studio itself: 412 MB committed memory without a model (9112 MB while idle, 8700 MB before it was"
                                + " started).");
    }

    @Test
    void aServerThatRanAlreadyIsUnknown() {
        ServerMemory memory = known("lmstudio", List.of(phase("server_idle", 9_112_000_000L)));

        assertThat(memory.ownBytes()).isNull();
        assertThat(memory.sentence())
                .isEqualTo(
                        "LM Studio itself: unknown, because it ran before the suite did; with it and without a model the machine"
                                + " had 9112 MB committed. Let the suite start it with server.manage: true to measure it.");
    }

    @Test
    void aMachineThatMovedMoreThanTheServerTakesGivesNoNegativeSize() {
        ServerMemory memory = known("embedded", List.of(BEFORE, phase("server_idle", 8_699_000_000L)));

        assertThat(memory.sentence())
                .startsWith("The embedded server itself: no measurable committed memory without a model (");
    }

    @Test
    void whatWasNotReadIsNotShown() {
        PhaseMemory unread =
                new PhaseMemory("server_idle", 0, 1, Map.of("swap_used_bytes", new MemoryStat(0, 0L, 100)));

        assertThat(of("lmstudio", List.of())).isNull();
        assertThat(of("lmstudio", List.of(BEFORE, unread))).isNull();
    }

    private static ServerMemory known(String serverKind, List<PhaseMemory> memory) {
        return Objects.requireNonNull(of(serverKind, memory), "server memory");
    }

    private static @Nullable ServerMemory of(String serverKind, List<PhaseMemory> memory) {
        RunFixture run = new RunFixture();
        run.serverKind = serverKind;
        run.sessionMemory = memory;
        return RunAnalysis.of(run.start().data()).serverMemory();
    }

    private static PhaseMemory phase(String id, long committed) {
        return new PhaseMemory(id, 0, 1, Map.of("committed_bytes", new MemoryStat(committed, committed + 1, 100)));
    }
}

package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.ProcessPriority;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionMachineTest {
    private static final ProcessPriority NORMAL = new ProcessPriority(1, 0, false);

    @Test
    void whoeverOfTheTwoRunsInTheBackgroundIsACondition() {
        assertThat(flags(NORMAL, NORMAL)).isEmpty();
        assertThat(flags(null, null)).as("unknown is no condition").isEmpty();
        assertThat(flags(NORMAL, new ProcessPriority(2, 0, true))).containsExactly("background_priority");
        assertThat(flags(new ProcessPriority(2, 5, false), null)).containsExactly("background_priority");
    }

    private static List<String> flags(@Nullable ProcessPriority suite, @Nullable ProcessPriority server) {
        MachineConditions now =
                new MachineConditions(null, null, null, null, null, null, null, null, null, 2, suite, server);
        return SessionMachine.of(null, now).flags();
    }
}

package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.lmstudio.cli.CliInstance;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an instance is at work, by {@code lms ps}. */
final class ToolIdleProbe implements IdleProbe {
    private static final String IDLE = "idle";

    private final LmCli cli;

    ToolIdleProbe(LmCli cli) {
        this.cli = cli;
    }

    @Override
    public State state(String instanceId) {
        return cli.ps().value().map(shown -> state(shown, instanceId)).orElse(State.UNKNOWN);
    }

    private static State state(List<CliInstance> shown, String instanceId) {
        return shown.stream()
                .filter(instance -> instance.identifier().equals(instanceId))
                .findFirst()
                .map(ToolIdleProbe::state)
                .orElse(State.GONE);
    }

    private static State state(CliInstance instance) {
        String status = instance.status();
        if (status == null) {
            return State.UNKNOWN;
        }
        return status.equalsIgnoreCase(IDLE) && nothingWaits(instance.queued()) ? State.IDLE : State.BUSY;
    }

    private static boolean nothingWaits(@Nullable Integer queued) {
        return queued == null || queued == 0;
    }
}

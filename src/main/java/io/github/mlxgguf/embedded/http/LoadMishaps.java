package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.script.Fault;
import io.github.mlxgguf.embedded.script.FaultKind;
import io.github.mlxgguf.embedded.worker.BeforeReady;
import io.github.mlxgguf.embedded.worker.EngineDeath;
import io.github.mlxgguf.embedded.worker.LoadFailedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The faults that strike a load or an unload. */
final class LoadMishaps {
    private LoadMishaps() {}

    /** Refuses the load before anything is started, if that is what the fault does. */
    static void refuse(@Nullable Fault fault, String key) throws LoadFailedException {
        FaultKind kind = fault == null ? null : fault.kind();
        if (kind == FaultKind.GUARDRAIL) {
            throw LoadFailedException.of(
                    key,
                    "Model loading was stopped due to insufficient system resources. Continuing to load the model would"
                            + " likely overload your system and cause it to freeze. If you think this is incorrect, you"
                            + " can adjust the model loading guardrails in settings.");
        }
        if (kind == FaultKind.ENGINE_CRASH) {
            throw LoadFailedException.of(key, EngineDeath.whileLoading(key, EngineDeath.ABORTED));
        }
    }

    /** What happens between the engine's ready and the server's. */
    static BeforeReady delay(@Nullable Fault fault, Exchange exchange, String key) {
        if (fault == null || fault.kind() != FaultKind.SLOW_LOAD) {
            return BeforeReady.NOTHING;
        }
        return () -> {
            if (!exchange.pause(seconds(fault))) {
                throw LoadFailedException.of(key, "Operation canceled.");
            }
        };
    }

    /** How long the worker stays when it is unloaded. */
    static Duration stay(@Nullable Fault fault) {
        return fault != null && fault.kind() == FaultKind.LINGERING_WORKER ? seconds(fault) : Duration.ZERO;
    }

    /** How long a fault takes. */
    static Duration seconds(Fault fault) {
        return Duration.ofNanos(Math.round(fault.seconds() * 1e9));
    }
}

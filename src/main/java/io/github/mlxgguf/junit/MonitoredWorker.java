package io.github.mlxgguf.junit;

import io.github.mlxgguf.server.WorkerLiveness;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The worker that the memory monitor watches; it is where memory is read, so its death is known at once. */
final class MonitoredWorker implements WorkerLiveness {
    private final Supplier<@Nullable Long> workerPid;

    /**
     * @param workerPid the worker of now, or null while none is known
     */
    MonitoredWorker(Supplier<@Nullable Long> workerPid) {
        this.workerPid = workerPid;
    }

    @Override
    public Watch watch() {
        OneProcess process = new OneProcess(null);
        process.death(); // takes hold of the worker of now, so that a number that is given out again is no life
        return process;
    }

    @Override
    public Watch watchNext() {
        return new OneProcess(workerPid.get());
    }

    private final class OneProcess implements Watch {
        private final @Nullable Long ignoredPid;
        private @Nullable Long pid;
        private @Nullable ProcessHandle handle;

        OneProcess(@Nullable Long ignoredPid) {
            this.ignoredPid = ignoredPid;
        }

        @Override
        public synchronized Optional<String> death() {
            if (pid == null) {
                Long now = workerPid.get();
                if (now == null || now.equals(ignoredPid)) {
                    return Optional.empty();
                }
                pid = now;
                handle = ProcessHandle.of(pid).orElse(null);
            }
            boolean alive = handle != null && handle.isAlive();
            return alive ? Optional.empty() : Optional.of("process " + pid);
        }
    }
}

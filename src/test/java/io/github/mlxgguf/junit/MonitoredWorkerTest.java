package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.server.WorkerLiveness;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitoredWorkerTest {
    private final AtomicReference<@Nullable Long> pid = new AtomicReference<>();
    private final MonitoredWorker worker = new MonitoredWorker(pid::get);

    @Test
    void aWorkerThatEndsIsNamedEvenAfterTheMonitorHasForgottenIt() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        pid.set(process.pid());
        WorkerLiveness.Watch watch = worker.watch();
        assertThat(watch.death()).isEmpty();

        process.destroyForcibly().waitFor();
        pid.set(null);

        assertThat(watch.death()).hasValue("process " + process.pid());
    }

    @Test
    void nothingIsDeadWhereNoWorkerIsKnown() {
        WorkerLiveness.Watch watch = worker.watch();
        assertThat(watch.death()).isEmpty();

        pid.set(ProcessHandle.current().pid());
        assertThat(watch.death()).as("found meanwhile, and alive").isEmpty();
    }

    @Test
    void whatWasAWorkerBeforeALoadMayEndDuringIt() throws Exception {
        Process earlier = new ProcessBuilder("sleep", "60").start();
        pid.set(earlier.pid());
        WorkerLiveness.Watch load = worker.watchNext();

        earlier.destroyForcibly().waitFor();
        assertThat(load.death()).isEmpty();

        Process started = new ProcessBuilder("sleep", "60").start();
        pid.set(started.pid());
        assertThat(load.death()).isEmpty();
        started.destroyForcibly().waitFor();
        assertThat(load.death()).hasValue("process " + started.pid());
    }
}

package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.SessionClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real thing: a server process with a worker that holds a known amount of memory. */
class LiveLinuxTest {
    private static final Duration GRID = Duration.ofMillis(20);
    private static final int MOST_SAMPLES = 1000;

    private final BlockingQueue<Sample> samples = new LinkedBlockingQueue<>();
    private Process server;
    private int port;
    private long workerPid;

    @BeforeEach
    void startServer() throws IOException {
        assumeTrue(Platform.current() == Platform.LINUX, "reads /proc, which only Linux has");
        server = MemoryHolder.start("server");
        BufferedReader output = server.inputReader();
        String[] words = output.readLine().split(" ", -1);
        port = Integer.parseInt(words[0]);
        workerPid = Long.parseLong(words[1]);
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        if (server != null) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void theListenerOfAPortIsFound() {
        ProcessTree processes = ProcessTree.ofThisMachine();

        assertThat(processes.listener(port)).hasValue(server.pid());
        assertThat(processes.tree(server.pid())).containsExactlyInAnyOrder(server.pid(), workerPid);
        assertThat(processes.workers(server.pid())).containsExactly(workerPid);
    }

    @Test
    void theWorkersMemoryIsSeenAndGoesWithIt() throws InterruptedException {
        try (MemoryMonitor monitor = MemoryMonitor.start(SessionClock.start(), GRID, port, samples::add)) {
            assertThat(monitor.workerPid()).isEqualTo(workerPid);
            assertThat(monitor.serverTree()).containsExactlyInAnyOrder(server.pid(), workerPid);

            Sample seen = await(sample -> sample.workerAnonBytes() != null);
            assertThat(seen.workerPid()).isEqualTo(workerPid);
            assertThat(seen.workerAnonBytes()).isBetween(MemoryHolder.HELD_BYTES, 512L << 20);
            assertThat(seen.workerRssBytes()).isGreaterThan(seen.workerAnonBytes());
            assertThat(seen.committedBytes()).isGreaterThan(seen.workerAnonBytes());
            assertThat(monitor.committedNow()).isGreaterThan(MemoryHolder.HELD_BYTES);

            Sample tree = await(sample -> sample.serverTreeBytes() != null);
            assertThat(tree.serverTreeBytes()).isGreaterThan(MemoryHolder.HELD_BYTES);
            Sample cpu = await(sample -> sample.cpuUser() != null);
            assertThat(cpu.cpuUser()).isBetween(0.0, 1.0);
            assertThat(cpu.load1m()).isNotNegative();
            assertThat(cpu.cpuCores()).isNotEmpty().allSatisfy(share -> assertThat(share)
                    .isBetween(0.0, 1.0));
            assertThat(seen.workerVirtualBytes()).isGreaterThan(seen.workerRssBytes());
            assertThat(seen.workerRamShare()).isBetween(0.0001, 1.0);
            assertThat(seen.fileBackedBytes()).isNotNegative();
            assertThat(await(sample -> sample.workerCpu() != null).workerCpu()).isNotNegative();

            ProcessHandle.of(workerPid).orElseThrow().destroyForcibly();
            await(sample -> sample.workerAnonBytes() == null && monitor.workerPid() == null);
            assertThat(monitor.serverTree()).containsExactly(server.pid());
            assertThat(monitor.metrology().samples()).isGreaterThan(10);
            assertThat(monitor.metrology().cpuShare()).isBetween(0.0, 1.0);
            assertThat(monitor.metrology().allocatedBytesPerSecond()).isPositive();
        }
    }

    private Sample await(Predicate<Sample> condition) throws InterruptedException {
        for (int i = 0; i < MOST_SAMPLES; i++) {
            Sample sample = samples.poll(10, TimeUnit.SECONDS);
            assertThat(sample).as("a further sample").isNotNull();
            if (condition.test(sample)) {
                return sample;
            }
        }
        return fail("none of %d samples was what was waited for", MOST_SAMPLES);
    }
}

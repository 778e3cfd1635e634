package io.github.mlxgguf.monitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a {@code /proc} of our own making. */
class LinuxProbesTest {
    private static final String MEMINFO = """
            MemTotal:        8000000 kB
            MemFree:         1000000 kB
            MemAvailable:    5000000 kB
            SwapTotal:       2000000 kB
            SwapFree:        1500000 kB
            AnonPages:       1000000 kB
            Mapped:           300000 kB
            Shmem:            200000 kB
            SReclaimable:     400000 kB
            SUnreclaim:        30000 kB
            KernelStack:        4000 kB
            PageTables:          500 kB
            HugePages_Total:       0
            """;

    private Path proc;
    private @Nullable Long workerPid = 42L;
    private List<Long> tree = List.of(41L, 42L, 43L);
    private List<Probe> probes;

    @BeforeEach
    void writeMachine(@TempDir Path folder) throws IOException {
        proc = folder;
        write("meminfo", MEMINFO);
        write("pressure/memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1234\n");
        write("stat", "cpu  1000 100 400 8000 200 50 50 200 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
        write("loadavg", "0.75 0.27 0.16 1/89 9122\n");
        write("41/status", status(10_000, 500));
        write("42/status", status(150_000, 20_000));
        probes = LinuxProbes.create(proc, new ServerProcesses() {
            @Override
            public @Nullable Long workerPid() {
                return workerPid;
            }

            @Override
            public List<Long> walk() {
                return tree;
            }
        });
    }

    @Test
    void committedIsTheSumOfWhatTheKernelCannotDrop() throws IOException {
        assertThat(sample().committedBytes()).isEqualTo(1_234_500L * 1024);
    }

    @Test
    void committedIsUnknownIfAnyPartIs() throws IOException {
        write("meminfo", MEMINFO.replace("SUnreclaim", "Renamed"));

        assertThat(sample().committedBytes()).isNull();
        assertThat(sample().availableBytes()).isEqualTo(5_000_000L * 1024);
    }

    @Test
    void swapUsedIsTotalMinusFree() throws IOException {
        assertThat(sample().swapUsedBytes()).isEqualTo(500_000L * 1024);
        write("meminfo", MEMINFO.replace("SwapFree", "Renamed"));
        assertThat(sample().swapUsedBytes()).isNull();
    }

    @Test
    void stallsAreNullOnAKernelWithoutPsi() throws IOException {
        assertThat(sample().pressureStallUs()).isEqualTo(1234);
        Files.delete(proc.resolve("pressure/memory"));
        assertThat(sample().pressureStallUs()).isNull();
    }

    @Test
    void theWorkersAnonymousAndFileMemoryAreApart() throws IOException {
        Sample sample = sample();

        assertThat(sample.workerPid()).isEqualTo(42);
        assertThat(sample.workerAnonBytes()).isEqualTo(150_000L * 1024);
        assertThat(sample.workerFileBytes()).isEqualTo(20_000L * 1024);
        assertThat(sample.workerRssBytes()).isEqualTo(170_000L * 1024);
    }

    @Test
    void aWorkerThatIsUnknownOrHasGoneIsNull() throws IOException {
        workerPid = null;
        assertThat(sample().workerPid()).isNull();
        workerPid = 4711L;
        assertThat(sample().workerPid()).isNull();
        assertThat(sample().workerRssBytes()).isNull();
    }

    @Test
    void aZombieHasNoMemoryLinesAndSoNoFigures() throws IOException {
        write("42/status", "Name:\tjava\nState:\tZ (zombie)\nThreads:\t1\n");

        assertThat(sample().workerAnonBytes()).isNull();
        assertThat(sample().workerRssBytes()).isNull();
    }

    @Test
    void theTreeIsTheSumOfThoseThatStillLive() throws IOException {
        assertThat(sample().serverTreeBytes()).isEqualTo(180_500L * 1024);
        tree = List.of();
        assertThat(sample().serverTreeBytes()).isNull();
    }

    @Test
    void cpuSharesNeedTwoReadings() throws IOException {
        assertThat(sample().cpuUser()).isNull();
        write("stat", "cpu  1200 150 500 8400 200 60 90 400 0 0\n");

        // 1000 ticks later: 250 user and nice, 150 system, irq and softirq.
        Sample second = sample();
        assertThat(second.cpuUser()).isEqualTo(0.25);
        assertThat(second.cpuSystem()).isEqualTo(0.15);
        assertThat(second.load1m()).isEqualTo(0.75);
        assertThat(sample().cpuUser()).isNull();
    }

    private Sample sample() throws IOException {
        SampleBuilder sample = new SampleBuilder();
        for (Probe probe : probes) {
            probe.read(sample);
        }
        return sample.build(0);
    }

    private static String status(long anonKb, long fileKb) {
        return "Name:\tjava\nVmPeak:\t9999999 kB\nVmRSS:\t  " + (anonKb + fileKb) + " kB\nRssAnon:\t  " + anonKb
                + " kB\nRssFile:\t  " + fileKb + " kB\nRssShmem:\t       0 kB\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

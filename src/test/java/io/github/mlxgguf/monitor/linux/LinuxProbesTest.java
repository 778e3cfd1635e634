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
import java.util.concurrent.atomic.AtomicLong;
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
            Buffers:           50000 kB
            Cached:          3000000 kB
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

    private static final String CORES =
            "cpu0 500 0 200 4000 100 25 25 100 0 0\ncpu1 500 100 200 4000 100 25 25 100 0 0\n";

    private Path proc;
    private @Nullable Long workerPid = 42L;
    private List<Long> tree = List.of(41L, 42L, 43L);
    private ServerProcesses server;
    private int walks;
    private List<Probe> probes;

    @BeforeEach
    void writeMachine(@TempDir Path folder) throws IOException {
        proc = folder;
        write("meminfo", MEMINFO);
        write("pressure/memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1234\n");
        write("stat", "cpu  1000 100 400 8000 200 50 50 200 0 0\n" + CORES + "intr 4711 1 2 3\n");
        write("loadavg", "0.75 0.27 0.16 1/89 9122\n");
        write("41/status", status(10_000, 500));
        write("42/status", status(150_000, 20_000));
        write("42/stat", stat(100, 20));
        server = new ServerProcesses() {
            @Override
            public @Nullable Long workerPid() {
                return workerPid;
            }

            @Override
            public List<Long> walk() {
                walks++;
                return tree;
            }
        };
        probes = LinuxProbes.create(proc, proc.resolve("sys"), server);
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
        probes = LinuxProbes.create(proc, proc.resolve("sys"), server);
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
    void aZombieIsNoWorkerAnyMore() throws IOException {
        write("42/status", "Name:\tjava\nState:\tZ (zombie)\nThreads:\t1\n");

        assertThat(sample().workerPid()).isNull();
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

    @Test
    void fileBackedIsThePageCacheWithoutSharedMemory() throws IOException {
        assertThat(sample().fileBackedBytes()).isEqualTo(2_850_000L * 1024);
        write("meminfo", MEMINFO.replace("Buffers", "Renamed"));
        assertThat(sample().fileBackedBytes()).isNull();
    }

    @Test
    void theWorkersSizesAreToldInBytesAndAsAShareOfTheMachine() throws IOException {
        assertThat(sample().workerVirtualBytes()).isEqualTo(9_000_000L * 1024);
        assertThat(sample().workerRamShare()).isEqualTo(0.0213); // 170,000 of 8,000,000
    }

    @Test
    void eachCoreHasAShareOnceItWasReadTwice() throws IOException {
        assertThat(sample().cpuCores()).isNull();
        // 200 ticks of each later: the first was busy in half of them, the second in none.
        write("stat", """
                cpu  1100 100 400 8300 200 50 50 200 0 0
                cpu0 600 0 200 4100 100 25 25 100 0 0
                cpu1 500 100 200 4200 100 25 25 100 0 0
                """);
        assertThat(sample().cpuCores()).containsExactly(0.5, 0.0);
    }

    @Test
    void coresThatAreSwitchedOffGiveNoShareOfOthers() throws IOException {
        sample();
        write("stat", "cpu  1100 100 400 8300 200 50 50 200 0 0\ncpu1 600 100 200 4200 100 25 25 100 0 0\n");
        assertThat(sample().cpuCores()).isNull();
        write("stat", "cpu  1100 100 400 8300 200 50 50 200 0 0\ncpu1 601 100 200 4202 100 25 25 100 0 0\n");
        assertThat(sample().cpuCores()).containsExactly(0.3333);
    }

    @Test
    void theWorkersCpuIsCountedInCoresOverTheTimeBetweenTwoReadings() throws IOException {
        AtomicLong nowNs = new AtomicLong();
        Probe probe = new WorkerCpuProbe(proc, server, nowNs::get);

        assertThat(read(probe).workerCpu()).isNull();
        write("42/stat", stat(150, 45)); // 75 ticks of 10 ms in half a second
        nowNs.addAndGet(500_000_000);
        assertThat(read(probe).workerCpu()).isEqualTo(1.5);
        nowNs.addAndGet(500_000_000);
        assertThat(read(probe).workerCpu()).isEqualTo(0.0);
    }

    @Test
    void anotherWorkersCpuIsNotHeldAgainstTheFirstOnes() throws IOException {
        AtomicLong nowNs = new AtomicLong();
        Probe probe = new WorkerCpuProbe(proc, server, nowNs::incrementAndGet);
        read(probe);
        write("43/stat", stat(5000, 20));
        workerPid = 43L;

        assertThat(read(probe).workerCpu()).isNull();
    }

    @Test
    void theTreeIsWalkedAtEachFifthReading() throws IOException {
        tree = List.of(41L, 42L);
        for (int reading = 0; reading < 11; reading++) {
            sample();
        }
        assertThat(walks).isEqualTo(3);
    }

    @Test
    void theTreeIsWalkedAtOnceWhenAProcessHasGoneOrAnotherWorkerIsKnown() throws IOException {
        tree = List.of(41L, 42L);
        sample();
        Files.delete(proc.resolve("42/status"));
        write("43/status", status(1000, 0));
        tree = List.of(41L, 43L);
        // A file that is still open can be read after it was deleted; one of a process that has gone can't.
        workerPid = 43L;

        assertThat(sample().serverTreeBytes()).isEqualTo(11_500L * 1024);
        assertThat(walks).isEqualTo(2);
    }

    @Test
    void whatTheMachineRunsOnIsTold() throws IOException {
        assertThat(sample().powerSource()).isNull();
        write("sys/class/power_supply/BAT0/type", "Battery\n");
        write("sys/class/power_supply/BAT0/status", "Discharging\n");
        assertThat(sample().powerSource()).isEqualTo("battery");
    }

    @Test
    void aMachineWithoutAGraphicsCardHasNoProbeForOne() throws IOException {
        assertThat(GpuProbe.create(proc.resolve("sys/class/drm"), proc.resolve("driver/nvidia")))
                .isEmpty();
        write("sys/class/drm/card0/dev", "226:0");
        assertThat(GpuProbe.create(proc.resolve("sys/class/drm"), proc.resolve("driver/nvidia")))
                .hasSize(1);
    }

    private static Sample read(Probe probe) throws IOException {
        SampleBuilder sample = new SampleBuilder();
        probe.read(sample);
        return sample.build(0);
    }

    private static String stat(long user, long system) {
        return "42 (a (worker) x) S 41 42 42 0 -1 4194560 5 0 0 0 " + user + " " + system + " 0 0 20 0 9 0 77 1 1\n";
    }

    private Sample sample() throws IOException {
        SampleBuilder sample = new SampleBuilder();
        for (Probe probe : probes) {
            probe.read(sample);
        }
        return sample.build(0);
    }

    private static String status(long anonKb, long fileKb) {
        return "Name:\tjava\nVmPeak:\t9999999 kB\nVmSize:\t9000000 kB\nVmRSS:\t  " + (anonKb + fileKb)
                + " kB\nRssAnon:\t  " + anonKb + " kB\nRssFile:\t  " + fileKb + " kB\nRssShmem:\t       0 kB\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

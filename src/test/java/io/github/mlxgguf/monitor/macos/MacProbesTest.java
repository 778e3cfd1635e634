package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.mlxgguf.monitor.LogCapture;
import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import oshi.hardware.CentralProcessor.TickType;

class MacProbesTest {
    private static final long SELF = ProcessHandle.current().pid();
    private static final MacSources SOURCES = new MacSources(
            FakeKernel::calm,
            () -> new FakeUsage(SELF),
            () -> new FakeGpu(Map.of("Device Utilization %", 25L)),
            Optional::empty);

    /** The calls of OSHI work on other systems too, so all probes can be tried where there is no Mac. */
    @Test
    void togetherTheyReadWhatAMacTells() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "Windows has no load average");
        Sample sample = read(MacProbes.create(new OneProcess(SELF), MacProbesTest::tool, SOURCES));

        assertThat(sample.committedBytes()).isEqualTo(VmStatTexts.COMMITTED);
        assertThat(sample.availableBytes()).isEqualTo(VmStatTexts.AVAILABLE);
        assertThat(sample.wiredBytes()).isEqualTo(200 * VmStatTexts.PAGE);
        assertThat(sample.swapUsedBytes()).isEqualTo(3_000_000);
        assertThat(sample.pressure()).isEqualTo(1);
        assertThat(sample.workerPid()).isEqualTo(SELF);
        assertThat(sample.workerFootprintBytes()).isEqualTo(50_000_000);
        assertThat(sample.workerRamShare()).isEqualTo(40_000_000.0 / (1L << 30));
        assertThat(sample.workerVirtualBytes()).isGreaterThan(16L << 20);
        assertThat(sample.serverTreeBytes()).isGreaterThan(16L << 20);
        assertThat(sample.load1m()).isNotNegative();
        assertThat(sample.gpuDevice()).isEqualTo(0.25);
        assertThat(sample.powerSource()).isEqualTo("mains");
        assertThat(sample.powerW()).as("no macmon here").isNull();
    }

    @Test
    void whatRunsToolsStaysOffTheGrid() {
        assertThat(MacProbes.create(new OneProcess(SELF), MacProbesTest::tool, SOURCES))
                .filteredOn(Probe::spawns)
                .extracting(Probe::name)
                .containsExactly("vm_stat", "heat and power source");
    }

    @Test
    void aSourceThatCannotStartIsSaidOnceAndLeftOut() throws IOException {
        MacSources none = new MacSources(
                () -> {
                    throw new UnsatisfiedLinkError("no such library");
                },
                () -> {
                    throw new IllegalStateException("not today");
                },
                () -> {
                    throw new IllegalStateException("no IOAccelerator with PerformanceStatistics");
                },
                () -> Optional.of(Path.of("/nowhere/macmon")));
        try (LogCapture log = new LogCapture(MacProbes.class)) {
            Sample sample = read(MacProbes.create(new OneProcess(SELF), MacProbesTest::tool, none));

            assertThat(log.messages())
                    .containsExactly(
                            "Cannot read the kernel's values on this machine; its values stay unknown:"
                                    + " java.lang.UnsatisfiedLinkError: no such library",
                            "Cannot read proc_pid_rusage on this machine; its values stay unknown:"
                                    + " java.lang.IllegalStateException: not today",
                            "Cannot read the GPU's statistics on this machine; its values stay unknown:"
                                    + " java.lang.IllegalStateException: no IOAccelerator with PerformanceStatistics",
                            "Cannot start /nowhere/macmon; power and temperatures stay unknown: Cannot run program"
                                    + " \"/nowhere/macmon\": error=2, No such file or directory");
            assertThat(sample.committedBytes())
                    .as("vm_stat stands in for the kernel's counts")
                    .isEqualTo(VmStatTexts.COMMITTED);
            assertThat(sample.swapUsedBytes()).isNull();
            assertThat(sample.workerFootprintBytes()).isNull();
        }
    }

    @Test
    void aWorkerThatHasGoneIsNull() throws IOException {
        OneProcess gone = new OneProcess((long) Integer.MAX_VALUE);
        Sample sample = read(MacProbes.create(gone, MacProbesTest::tool, SOURCES));

        assertThat(sample.workerPid()).isNull();
        assertThat(sample.workerRssBytes()).isNull();
        assertThat(sample.workerVirtualBytes()).isNull();
        assertThat(sample.serverTreeBytes()).isNull();
    }

    @Test
    void sharesAreDifferencesOfTicksOfAllCores() {
        long[] before = new long[TickType.values().length];
        long[] now = ticks(30, 10, 60);

        assertThat(CoresProbe.share(before, now, TickType.USER, TickType.NICE)).isEqualTo(0.3);
        assertThat(CoresProbe.share(before, now, TickType.SYSTEM)).isEqualTo(0.1);
        assertThat(CoresProbe.share(now, now, TickType.USER)).isNull();
    }

    @Test
    void aCoreIsBusyInUserModeAndInTheKernel() {
        long[][] before = {ticks(0, 0, 0), ticks(50, 50, 50)};
        long[][] now = {ticks(30, 10, 60), ticks(50, 50, 150)};

        assertThat(CoresProbe.cores(before, now)).containsExactly(0.4, 0.0);
        assertThat(CoresProbe.cores(now, now)).as("no tick went by").isNull();
    }

    private static Optional<String> tool(List<String> command) {
        if (command.equals(Pmset.BATTERY)) {
            return Optional.of("Now drawing from 'AC Power'\n");
        }
        return command.equals(VmStat.COMMAND) ? Optional.of(VmStatTexts.MACOS_15) : Optional.empty();
    }

    private static long[] ticks(long user, long system, long idle) {
        long[] ticks = new long[TickType.values().length];
        ticks[TickType.USER.getIndex()] = user;
        ticks[TickType.SYSTEM.getIndex()] = system;
        ticks[TickType.IDLE.getIndex()] = idle;
        return ticks;
    }

    private static Sample read(List<Probe> probes) throws IOException {
        SampleBuilder sample = new SampleBuilder();
        for (Probe probe : probes) {
            probe.read(sample);
        }
        return sample.build(0);
    }

    private record OneProcess(Long workerPid) implements ServerProcesses {
        @Override
        public List<Long> walk() {
            return List.of(workerPid);
        }
    }
}

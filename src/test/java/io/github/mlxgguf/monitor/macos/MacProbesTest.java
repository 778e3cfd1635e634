package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import oshi.hardware.CentralProcessor.TickType;

class MacProbesTest {
    /** The OSHI calls work on other systems too, so the probes can be tried where there is no Mac. */
    @Test
    void theyReadWhatOshiGivesAndLeaveTheRestNull() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "Windows has no load average");
        long self = ProcessHandle.current().pid();
        Sample sample = read(MacProbes.create(new OneProcess(self)));

        assertThat(sample.workerPid()).isEqualTo(self);
        assertThat(sample.workerRssBytes()).isGreaterThan(16L << 20);
        assertThat(sample.serverTreeBytes()).isGreaterThan(16L << 20);
        assertThat(sample.swapUsedBytes()).isNotNegative();
        assertThat(sample.load1m()).isNotNegative();
        assertThat(sample.committedBytes()).isNull();
        assertThat(sample.workerFootprintBytes()).isNull();
        assertThat(sample.availableBytes()).isNull();
    }

    @Test
    void aWorkerThatHasGoneIsNull() throws IOException {
        Sample sample = read(MacProbes.create(new OneProcess((long) Integer.MAX_VALUE)));

        assertThat(sample.workerPid()).isNull();
        assertThat(sample.workerRssBytes()).isNull();
        assertThat(sample.serverTreeBytes()).isNull();
    }

    @Test
    void sharesAreDifferencesOfTicksOfAllCores() {
        long[] before = new long[TickType.values().length];
        long[] now = before.clone();
        now[TickType.USER.getIndex()] = 30;
        now[TickType.SYSTEM.getIndex()] = 10;
        now[TickType.IDLE.getIndex()] = 60;

        assertThat(CoresProbe.share(before, now, TickType.USER, TickType.NICE)).isEqualTo(0.3);
        assertThat(CoresProbe.share(before, now, TickType.SYSTEM)).isEqualTo(0.1);
        assertThat(CoresProbe.share(now, now, TickType.USER)).isNull();
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

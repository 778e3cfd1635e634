package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import io.github.mlxgguf.trace.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerProbeTest {
    private static final long RAM = 160_000_000;

    private final FakeUsage usage = new FakeUsage(77);
    private final Worker server = new Worker();
    private long nowNs = 1_000_000_000;
    private final WorkerProbe probe = new WorkerProbe(usage, server, RAM, () -> nowNs);

    @Test
    void everyFieldStandsAtItsOffset() {
        Sample sample = read();

        assertThat(sample.workerPid()).isEqualTo(77);
        assertThat(sample.workerFootprintBytes()).isEqualTo(50_000_000);
        assertThat(sample.workerPeakFootprintBytes()).isEqualTo(90_000_000);
        assertThat(sample.workerIntervalPeakBytes()).isEqualTo(70_000_000);
        assertThat(sample.workerRssBytes()).isEqualTo(40_000_000);
        assertThat(sample.workerRamShare()).isEqualTo(0.25);
        assertThat(sample.workerEnergyJ()).isCloseTo(2.5, within(1e-12));
        assertThat(sample.workerCpu()).as("one reading has no rate").isNull();
    }

    @Test
    void processorTimeIsInTicksOfTheMachClock() {
        read();
        // 2,400,000 ticks of 125/3 ns are 100 ms: half of them in user mode, and 200 ms go by.
        usage.structure.putLong(16, 2_000 + 1_200_000).putLong(24, 1_000 + 1_200_000);
        nowNs += 200_000_000;

        assertThat(read().workerCpu()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void severalCoresAreMoreThanOne() {
        read();
        usage.structure.putLong(16, 2_000 + 24_000_000);
        nowNs += 250_000_000;

        assertThat(read().workerCpu()).isCloseTo(4.0, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"V6, 90000000, 2.5", "V4, 90000000,", "V2,,"})
    void anOlderSystemTellsLess(ProcessUsage.Flavor newest, Long peak, Double energyJ) {
        usage.newest = newest;

        Sample sample = read();

        assertThat(sample.workerFootprintBytes()).isEqualTo(50_000_000);
        assertThat(sample.workerPeakFootprintBytes()).isEqualTo(peak);
        assertThat(sample.workerEnergyJ()).isEqualTo(energyJ);
    }

    @Test
    void theVersionIsFoundOnce() {
        usage.newest = ProcessUsage.Flavor.V4;

        read();
        read();

        assertThat(usage.calls).containsExactly("restart 77", "read 77 V6", "read 77 V4", "read 77 V4");
    }

    @Test
    void theIntervalPeakBeginsWithEachWorker() {
        read();
        server.pid = 78L;
        usage.pid = 78;
        usage.structure.putLong(16, 500_000_000);
        nowNs += 100_000_000;

        Sample second = read();

        assertThat(usage.calls).containsExactly("restart 77", "read 77 V6", "restart 78", "read 78 V6");
        assertThat(second.workerPid()).isEqualTo(78);
        assertThat(second.workerCpu())
                .as("the time of another process is no start")
                .isNull();
    }

    @Test
    void anIntervalThatIsNotOursHasNoPeak() {
        usage.canRestart = false;

        Sample sample = read();

        assertThat(sample.workerIntervalPeakBytes()).isNull();
        assertThat(sample.workerPeakFootprintBytes()).isEqualTo(90_000_000);
    }

    @Test
    void aWorkerThatHasGoneIsUnknown() {
        read();
        usage.pid = 0;
        assertThat(read()).isEqualTo(new SampleBuilder().build(0));

        server.pid = null;
        assertThat(read()).isEqualTo(new SampleBuilder().build(0));
    }

    @Test
    void whatTheKernelDoesNotCountIsUnknownAndNotZero() {
        usage.structure.putLong(64, 0).putLong(72, 0).putLong(240, 0).putLong(336, 0);

        Sample sample = read();

        assertThat(sample.workerRssBytes()).isNull();
        assertThat(sample.workerRamShare()).isNull();
        assertThat(sample.workerFootprintBytes()).isNull();
        assertThat(sample.workerPeakFootprintBytes()).isNull();
        assertThat(sample.workerEnergyJ()).isNull();
    }

    @Test
    void aShortStructureIsAnError() {
        assertThatThrownBy(() -> ProcessUsage.parse(new byte[96]))
                .hasMessage("rusage_info of version 2 and above has 160 bytes or more, found 96");
    }

    private Sample read() {
        SampleBuilder sample = new SampleBuilder();
        probe.read(sample);
        return sample.build(0);
    }

    private static final class Worker implements ServerProcesses {
        private @Nullable Long pid = 77L;

        @Override
        public @Nullable Long workerPid() {
            return pid;
        }

        @Override
        public List<Long> walk() {
            return pid == null ? List.of() : List.of(pid);
        }
    }
}

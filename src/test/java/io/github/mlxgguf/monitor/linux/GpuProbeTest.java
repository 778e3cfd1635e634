package io.github.mlxgguf.monitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import oshi.hardware.GpuStats;
import oshi.hardware.GpuTicks;

class GpuProbeTest {
    private final FakeCard dumb = new FakeCard();
    private final FakeCard card = new FakeCard();

    @Test
    void theFirstCardThatTellsSomethingIsWatchedAndTheOthersAreNot() {
        card.memory = 5_000;
        GpuProbe probe = new GpuProbe(() -> List.of(dumb, card));
        read(probe);
        card.utilization = 37.5;
        Sample second = read(probe);

        assertThat(second.gpuMemoryBytes()).isEqualTo(5_000);
        assertThat(second.gpuDevice()).isEqualTo(0.375);
        assertThat(second.gpuPowerW()).isNull();
        assertThat(second.gpuTemperatureC()).isNull();
        assertThat(dumb.readings).isEqualTo(1);
    }

    @Test
    void aCardThatTellsNothingTwiceIsNotAskedAgain() {
        GpuProbe probe = new GpuProbe(() -> List.of(dumb));
        for (int i = 0; i < 5; i++) {
            assertThat(read(probe)).isEqualTo(new SampleBuilder().build(0));
        }

        assertThat(dumb.readings).isEqualTo(2);
    }

    @Test
    void cardsAreOpenedOnceEvenIfThatFails() {
        List<String> opened = new ArrayList<>();
        GpuProbe probe = new GpuProbe(() -> {
            opened.add("once");
            throw new UnsatisfiedLinkError("no such library");
        });
        for (int i = 0; i < 3; i++) {
            try {
                read(probe);
            } catch (UnsatisfiedLinkError expectedTheFirstTime) {
                assertThat(i).isZero();
            }
        }

        assertThat(opened).containsExactly("once");
    }

    private static Sample read(GpuProbe probe) {
        SampleBuilder sample = new SampleBuilder();
        probe.read(sample);
        return sample.build(0);
    }

    private static final class FakeCard implements GpuStats {
        private double utilization = -1;
        private long memory = -1;
        private int readings;

        @Override
        public double getGpuUtilization() {
            readings++;
            return utilization;
        }

        @Override
        public long getVramUsed() {
            return memory;
        }

        @Override
        public double getTemperature() {
            return -1;
        }

        @Override
        public double getPowerDraw() {
            return -1;
        }

        @Override
        public GpuTicks getGpuTicks() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getSharedMemoryUsed() {
            return -1;
        }

        @Override
        public long getCoreClockMhz() {
            return -1;
        }

        @Override
        public long getMemoryClockMhz() {
            return -1;
        }

        @Override
        public double getFanSpeedPercent() {
            return -1;
        }

        @Override
        public void close() {
            // nothing is held
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}

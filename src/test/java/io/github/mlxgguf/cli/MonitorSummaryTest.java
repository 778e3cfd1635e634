package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MonitorSummaryTest {
    private final MonitorSummary summary = new MonitorSummary("the command's first process");

    @Test
    void theBaselineIsTheFirstFigureAndThePeakTheHighest() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            add(new SampleBuilder());
            add(new SampleBuilder().committedBytes(10_000_000_000L).swapUsedBytes(1_000_000_000L));
            add(new SampleBuilder()
                    .committedBytes(13_250_000_000L)
                    .workerAnonBytes(3_000_000_000L)
                    .serverTreeBytes(4_500_000_000L));
            add(new SampleBuilder().committedBytes(10_100_000_000L).swapUsedBytes(1_500_000_000L));

            assertThat(summary.lines())
                    .containsExactly(
                            "committed memory of the whole system 10.00 GB before, peak 13.25 GB (+3.25 GB), 10.10 GB at the end",
                            "the command's first process peak 3.00 GB (anonymous), with its children 4.50 GB (resident), swap +500 MB");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void whereTheKernelKeepsThePeakNoTickCanMissIt() {
        add(new SampleBuilder().workerFootprintBytes(2_000_000_000L).workerPeakFootprintBytes(2_500_000_000L));

        assertThat(summary.lines().get(1))
                .isEqualTo(
                        "the command's first process peak 2.50 GB (footprint), with its children unknown, swap unknown");
    }

    @Test
    void whatWasNeverReadIsUnknown() {
        assertThat(summary.lines())
                .containsExactly(
                        "committed memory of the whole system unknown before, peak unknown (unknown), unknown at the end",
                        "the command's first process peak unknown, with its children unknown, swap unknown");
    }

    @Test
    void whatBeganAfterTheEndCountsForNothing() {
        add(new SampleBuilder().committedBytes(10_000_000_000L));
        assertThat(summary.end(() -> 5)).isEqualTo(5);
        summary.accept(new SampleBuilder().committedBytes(11_000_000_000L).build(5));
        summary.accept(new SampleBuilder().committedBytes(20_000_000_000L).build(6));

        assertThat(summary.lines().get(0))
                .isEqualTo(
                        "committed memory of the whole system 10.00 GB before, peak 11.00 GB (+1.00 GB), 11.00 GB at the end");
    }

    @Test
    void whereNothingIsWatchedNoProcessIsNamed() {
        assertThat(new MonitorSummary(null).lines().get(1)).isEqualTo("swap unknown");
    }

    private void add(SampleBuilder sample) {
        summary.accept(sample.build(0));
    }
}

package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MonitorSummaryTest {
    private final MonitorSummary summary = new MonitorSummary();

    @Test
    void theBaselineIsTheFirstFigureAndThePeakTheHighest() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            add(new SampleBuilder());
            add(new SampleBuilder().committedBytes(10_000_000_000L).swapUsedBytes(1_000_000_000L));
            add(new SampleBuilder().committedBytes(13_250_000_000L).workerAnonBytes(3_000_000_000L));
            add(new SampleBuilder().committedBytes(10_100_000_000L).swapUsedBytes(1_500_000_000L));

            assertThat(summary.lines())
                    .containsExactly(
                            "committed memory of the whole system 10.00 GB before, peak 13.25 GB (+3.25 GB), 10.10 GB at the end",
                            "worker peak 3.00 GB (anonymous), swap +500 MB");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void whereTheKernelKeepsThePeakNoTickCanMissIt() {
        add(new SampleBuilder().workerFootprintBytes(2_000_000_000L).workerPeakFootprintBytes(2_500_000_000L));

        assertThat(summary.lines().get(1)).isEqualTo("worker peak 2.50 GB (footprint), swap unknown");
    }

    @Test
    void whatWasNeverReadIsUnknown() {
        assertThat(summary.lines())
                .containsExactly(
                        "committed memory of the whole system unknown before, peak unknown (unknown), unknown at the end",
                        "worker peak unknown, swap unknown");
    }

    private void add(SampleBuilder sample) {
        summary.accept(sample.build(0));
    }
}

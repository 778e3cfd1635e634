package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.MachineInfo;
import io.github.mlxgguf.monitor.SamplerMetrology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code mvn verify -Pcalibrate}: does the sampler keep its rate on a machine without a free core, what does it take, and does what
 * is measured suffer from it? Prints a table and leaves it beside the client's. For a shorter look:
 * {@code -Dcalibrate.samplerSeconds=60}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SamplerCalibration {
    /** Seconds of the long watch. */
    private static final int BUSY_SECONDS = Integer.getInteger("calibrate.samplerSeconds", 600);

    private static final int IDLE_SECONDS = Math.min(60, BUSY_SECONDS);

    /** Largest allowed loss of samples, in per cent of the grid. */
    private static final double RATE_BOUND_PERCENT = 1;

    /** Largest allowed CPU time of the sampling threads on an idle machine, in per cent of one core. */
    private static final double CPU_BOUND_PERCENT = 0.5;

    private static final int PAIRS = 20;

    private static final Path FOLDER = Path.of("target", "calibration");
    private static final List<CalibrationRow> ROWS = new ArrayList<>();

    private static SamplerBench bench;

    @BeforeAll
    static void start() throws IOException {
        bench = SamplerBench.open(FOLDER);
    }

    @AfterAll
    static void report() throws IOException {
        bench.close();
        CalibrationReport report =
                new CalibrationReport(MachineInfo.read(), Runtime.getRuntime().availableProcessors(), ROWS);
        report.write(FOLDER, "sampler");
        System.out.println("\n" + report.table() + "\nCalibration: " + FOLDER.toAbsolutePath());
    }

    /** First, so that the sampler's code is compiled when its CPU time counts, as it is in all but the first minutes of a run. */
    @Order(1)
    @Test
    void withoutAFreeCore() throws IOException {
        SamplerMetrology self;
        try (SpinningCores spinning = SpinningCores.start()) {
            self = bench.watch(Duration.ofSeconds(BUSY_SECONDS));
            assertThat(spinning.isAlive()).as("the cores were busy to the end").isTrue();
        }
        String conditions = "every core busy, " + counts(self);
        CalibrationRow rate = rate(conditions, self, RATE_BOUND_PERCENT);
        ROWS.add(rate);
        ROWS.addAll(costs(conditions, self, null));
        assertThat(rate.held()).as("%s", self).isTrue();
    }

    @Order(2)
    @Test
    void onAnIdleMachine() {
        SamplerMetrology self = bench.watch(Duration.ofSeconds(IDLE_SECONDS));

        String conditions = "nothing else runs, " + counts(self);
        ROWS.add(rate(conditions, self, null));
        List<CalibrationRow> costs = costs(conditions, self, CPU_BOUND_PERCENT);
        ROWS.addAll(costs);
        assertThat(costs).as("%s", self).noneMatch(row -> Boolean.FALSE.equals(row.held()));
    }

    /** No bound: what is left on two cores is the scheduler's noise, and the row shows how large that is. */
    @Order(3)
    @Test
    void whatIsMeasuredBesideIt() {
        List<Double> percent = bench.effectOnDecodeRate(PAIRS).stream()
                .map(effect -> effect * 100)
                .toList();

        ROWS.add(CalibrationRow.of(
                "decode_tokens_per_second", "embedded engine, sampler on against off, in turns", "%", percent, null));
    }

    private static String counts(SamplerMetrology self) {
        return self.samples() + " samples, " + self.missedTicks() + " ticks missed";
    }

    private static CalibrationRow rate(String conditions, SamplerMetrology self, @Nullable Double bound) {
        Double hz = self.achievedHz();
        if (hz == null) {
            throw new IllegalStateException("expected more than one sample, found " + self);
        }
        double percentOfGrid = hz * self.intervalMs() / 1000 * 100;
        return CalibrationRow.of("sampler rate", conditions, "% of the grid", List.of(percentOfGrid - 100), bound);
    }

    private static List<CalibrationRow> costs(String conditions, SamplerMetrology self, @Nullable Double cpuBound) {
        List<CalibrationRow> rows = new ArrayList<>();
        Double gap = self.worstGapMs();
        Double cpu = self.cpuShare();
        Double allocated = self.allocatedBytesPerSecond();
        if (gap != null) {
            rows.add(CalibrationRow.of("sampler worst gap", conditions, "ms", List.of(gap - self.intervalMs()), null));
        }
        if (cpu != null) {
            rows.add(CalibrationRow.of("sampler CPU", conditions, "% of a core", List.of(cpu * 100), cpuBound));
        }
        if (allocated != null) {
            rows.add(CalibrationRow.of("sampler allocation", conditions, "KB/s", List.of(allocated / 1000), null));
        }
        return rows;
    }
}

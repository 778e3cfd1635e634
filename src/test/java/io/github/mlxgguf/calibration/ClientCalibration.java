package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.MachineInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code mvn verify -Pcalibrate}: the suite's client and memory monitor against a simulated server that writes down what it
 * really did. Prints a table and leaves it in {@code target/calibration}. Where a bound does not hold, the build fails.
 *
 * <p>The monitor samples all the while, as in a benchmark.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientCalibration {
    /** Largest allowed error of TTFT, 99th percentile of its size. */
    private static final double TTFT_BOUND_MS = 1;

    /** Largest allowed error of the decode rate, 99th percentile of its size, in per cent. */
    private static final double DECODE_BOUND_PERCENT = 0.5;

    private static final Path FOLDER = Path.of("target", "calibration");
    private static final List<CalibrationRow> ROWS = new ArrayList<>();
    private static final List<TimingErrors> BOUNDED = new ArrayList<>();

    private static Bench bench;

    @BeforeAll
    static void start() throws IOException {
        bench = Bench.open(FOLDER);
        bench.warmUp();
    }

    @AfterAll
    static void report() throws IOException {
        bench.close();
        CalibrationReport report =
                new CalibrationReport(MachineInfo.read(), Runtime.getRuntime().availableProcessors(), ROWS);
        report.write(FOLDER, "calibration");
        System.out.println("\n" + report.table() + "\nCalibration: " + FOLDER.toAbsolutePath());
    }

    @Order(1)
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "calib/50, '50 tokens/s', 48, 50, true",
        "calib/250, '250 tokens/s', 150, 100, true",
        "calib/250-in-threes, '250 tokens/s, 3 tokens an event', 150, 50, true",
        "calib/1000, '1000 tokens/s', 300, 200, true",
        "calib/2000, '2000 tokens/s', 300, 60, false"
    })
    void oneStream(String key, String conditions, int tokens, int repetitions, boolean bounded) throws IOException {
        List<TimingErrors> errors = bench.repeat(key, tokens, repetitions);

        ROWS.addAll(rows(conditions, errors, false));
        if (bounded) {
            BOUNDED.addAll(errors);
        }
        assertThat(errors).as("tokens").allMatch(error -> error.outputTokens() == 0 && error.inputTokens() == 0);
    }

    /** A 99th percentile means something only over some hundred repetitions, so the bound is on all rates together. */
    @Order(2)
    @Test
    void oneStreamUpToAThousandTokensASecond() {
        List<CalibrationRow> rows = rows("**one stream, 50 to 1000 tokens/s**", BOUNDED, true);
        ROWS.addAll(rows);

        assertThat(rows).allSatisfy(row -> assertThat(row.held()).isTrue());
    }

    @Order(3)
    @Test
    void theMachineItself() throws IOException, InterruptedException, ExecutionException {
        ROWS.add(CalibrationRow.of(
                "ttft_ms",
                "the machine itself: a bare exchange over its loopback",
                "ms",
                BareLoopback.errors(100),
                null));
    }

    @Order(4)
    @Test
    void fourStreamsAtOnce() throws IOException, InterruptedException, ExecutionException {
        List<TimingErrors> errors = bench.repeatAtOnce(
                List.of("calib/stream-1", "calib/stream-2", "calib/stream-3", "calib/stream-4"), 150, 15);

        ROWS.addAll(rows("4 streams of 250 tokens/s at once", errors, false));
        assertThat(errors).as("tokens").allMatch(error -> error.outputTokens() == 0 && error.inputTokens() == 0);
    }

    /** What the worker program itself takes is measured with an empty model and taken off. */
    @Order(5)
    @Test
    void memoryAtLoad() {
        List<Bench.SeenLoad> empty = bench.loads("calib/empty", 3);
        List<CalibrationRow> rows = new ArrayList<>();
        for (String key : List.of("calib/32mb", "calib/256mb", "calib/1gb")) {
            List<Bench.SeenLoad> loads = bench.loads(key, 3);
            rows.add(bench.workerRow(key, empty, loads));
            rows.add(bench.committedRow(key, empty, loads));
        }
        ROWS.addAll(rows);
        assertThat(rows).allSatisfy(row -> assertThat(row.held()).isNotEqualTo(false));
    }

    @Order(6)
    @Test
    void theSampler() {
        ROWS.addAll(bench.samplerRows());
    }

    private static List<CalibrationRow> rows(String conditions, List<TimingErrors> errors, boolean bounded) {
        List<Double> decode = new ArrayList<>();
        for (TimingErrors error : errors) {
            Double share = error.decodeShare();
            if (share != null) {
                decode.add(share * 100);
            }
        }
        return List.of(
                CalibrationRow.of(
                        "ttft_ms",
                        conditions,
                        "ms",
                        errors.stream().map(TimingErrors::ttftMs).toList(),
                        bounded ? (Double) TTFT_BOUND_MS : null),
                CalibrationRow.of(
                        "decode_tokens_per_second",
                        conditions,
                        "%",
                        decode,
                        bounded ? (Double) DECODE_BOUND_PERCENT : null));
    }
}

package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.embedded.script.Leak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code mvn verify -Pcalibrate}: how often is a leak found, and how often one that is not there? Courses of memory are those of the
 * simulated engine with normal noise on top, at 2,000 consecutive seeds. Prints a table and leaves it beside the others'.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeakCalibration {
    /**
     * Noise of one reading in MB. The simulated and the embedded worker repeat to within 1 MB when nothing leaks; an engine with
     * pools of buffers is allowed three times that.
     */
    static final double SIGMA = 3;

    private static final int COURSES = Integer.getInteger("calibrate.leakCourses", 2_000);
    private static final int REQUESTS = 30;

    /** Requests of the default configuration, after which a kind is never told. */
    private static final int FEW_REQUESTS = 10;

    private static final double INDEPENDENT = 0;
    private static final double SLOW = 0.6;
    private static final double DETECTION_PERCENT = 95;
    private static final double FALSE_ALARMS_PERCENT = 3;
    private static final double FALSE_ALARMS_SLOW_PERCENT = 5;
    private static final List<String> CLASSES = List.of("none", "bounded", "linear", "step", "growth");
    private static final Path FOLDER = Path.of("target", "calibration");
    private static final List<Row> ROWS = new ArrayList<>();
    private static final List<String> SLOPES = new ArrayList<>();

    /** One truth under one noise, with the share of courses that were found to be of each class, in per cent. */
    private record Row(String truth, int n, double sigma, double rho, int courses, Map<String, Double> percent) {}

    @AfterAll
    static void report() throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("leak.md"), table() + "\n" + slopes());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(FOLDER.resolve("leak.json").toFile(), ROWS);
        System.out.println("\n" + table() + "\n" + slopes() + "\nCalibration: " + FOLDER.toAbsolutePath());
    }

    @Order(1)
    @Test
    void growthIsFoundAndSeldomWhereThereIsNone() {
        for (double rho : List.of(INDEPENDENT, SLOW)) {
            double falseAlarms =
                    100 - row("none", Leak.NONE, REQUESTS, SIGMA, rho).getOrDefault("none", 0.0);
            assertThat(falseAlarms)
                    .as("false alarms at rho %s", rho)
                    .isLessThanOrEqualTo(rho == SLOW ? FALSE_ALARMS_SLOW_PERCENT : FALSE_ALARMS_PERCENT);
            row("bounded, 15 × 4 MB", LeakTrials.BOUNDED, REQUESTS, SIGMA, rho);
            double found =
                    row("linear, 2 MB", LeakTrials.LINEAR, REQUESTS, SIGMA, rho).getOrDefault("linear", 0.0);
            assertThat(found).as("detection at rho %s", rho).isGreaterThanOrEqualTo(DETECTION_PERCENT);
            row("step, 60 MB at 16", LeakTrials.STEP, REQUESTS, SIGMA, rho);
        }
    }

    /** No bound: what other noise and smaller leaks do. */
    @Order(2)
    @Test
    void otherNoiseAndOtherLeaks() {
        for (double rho : List.of(INDEPENDENT, SLOW)) {
            row("linear, 1 MB", LeakTrials.linear(1_000_000), REQUESTS, SIGMA, rho);
            row("linear, 0.2 MB", LeakTrials.linear(200_000), REQUESTS, SIGMA, rho);
            row("bounded, 25 × 2 MB", new Leak(Leak.Kind.BOUNDED, 2_000_000, 25, 0), REQUESTS, SIGMA, rho);
            for (double sigma : List.of(1.0, 10.0)) {
                row("none", Leak.NONE, REQUESTS, sigma, rho);
                row("bounded, 15 × 4 MB", LeakTrials.BOUNDED, REQUESTS, sigma, rho);
                row("linear, 2 MB", LeakTrials.LINEAR, REQUESTS, sigma, rho);
                row("step, 60 MB at 16", LeakTrials.STEP, REQUESTS, sigma, rho);
            }
        }
    }

    /** No bound: what the default of ten requests can show. */
    @Order(3)
    @Test
    void fewRequests() {
        for (double rho : List.of(INDEPENDENT, SLOW)) {
            for (double sigma : List.of(1.0, SIGMA)) {
                row("none", Leak.NONE, FEW_REQUESTS, sigma, rho);
                row("linear, 2 MB", LeakTrials.LINEAR, FEW_REQUESTS, sigma, rho);
            }
        }
    }

    /** No bound: the interval of the slope, and the limit beside it. */
    @Order(4)
    @Test
    void slopesAndLimits() {
        for (double rho : List.of(INDEPENDENT, SLOW)) {
            for (int n : List.of(FEW_REQUESTS, REQUESTS, 2 * REQUESTS)) {
                SlopeTrials trials = new SlopeTrials(n, SIGMA, rho);
                SLOPES.add(String.format(
                        Locale.ROOT,
                        "| %d | %.1f | %d | %.1f %% | %.1f %% |",
                        n,
                        rho,
                        COURSES,
                        100.0 * trials.holdTheTruth(COURSES) / COURSES,
                        100.0 * trials.showTheLimit(COURSES) / COURSES));
            }
        }
        assertThat(SLOPES).hasSize(6);
    }

    private static Map<String, Double> row(String name, Leak truth, int n, double sigma, double rho) {
        Map<String, Double> percent = new LinkedHashMap<>();
        new LeakTrials(truth, n, sigma, rho)
                .tally(COURSES)
                .forEach((found, count) -> percent.put(found, 100.0 * count / COURSES));
        ROWS.add(new Row(name, n, sigma, rho, COURSES, percent));
        return percent;
    }

    private static String slopes() {
        return "| requests | autocorrelation | courses | interval holds 2 MB | a growth as large as the limit of another course is shown |\n"
                + "|--:|--:|--:|--:|--:|\n" + String.join("\n", SLOPES) + "\n";
    }

    private static String table() {
        StringBuilder text = new StringBuilder("| truth | requests | noise, MB | autocorrelation | courses |");
        CLASSES.forEach(found -> text.append(" `").append(found).append("` |"));
        text.append("\n|---|--:|--:|--:|--:|")
                .append("--:|".repeat(CLASSES.size()))
                .append('\n');
        for (Row row : ROWS) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.1f | %d |",
                    row.truth(),
                    row.n(),
                    row.sigma(),
                    row.rho(),
                    row.courses()));
            CLASSES.forEach(found -> text.append(
                    String.format(Locale.ROOT, " %.2f %% |", row.percent().getOrDefault(found, 0.0))));
            text.append('\n');
        }
        return text.toString();
    }
}

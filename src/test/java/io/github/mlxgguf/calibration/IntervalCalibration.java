package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code mvn verify -Pcalibrate}: how often the 95 % interval of a ratio holds the true ratio, and how often a winner is named where
 * there is none. Pure arithmetic on fixed seeds: the same figures on every machine. Prints a table and leaves it in
 * {@code target/calibration}.
 */
class IntervalCalibration {
    private static final int SEEDS = 2_000;
    private static final int[] LOADS = {3, 6, 8, 10, 20};

    /** Bounds of the share of intervals that hold the truth, in per cent, where the noise is what they assume. */
    private static final double LEAST_PERCENT = 93;

    private static final double MOST_PERCENT = 97;

    private static final Path FOLDER = Path.of("target", "calibration");
    private static final List<IntervalCoverage> ROWS = new ArrayList<>();
    private static final List<UnpairedCoverage> UNPAIRED = new ArrayList<>();

    @AfterAll
    static void report() throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("intervals.md"), table());
        ArrayNode rows = new ObjectMapper().createArrayNode();
        for (IntervalCoverage row : ROWS) {
            rows.addObject()
                    .put("noise", row.noise().name().toLowerCase(Locale.ROOT))
                    .put("loads", row.rounds())
                    .put("method", row.method())
                    .put("runs", row.runs())
                    .put("covered", row.covered())
                    .put("false_winners", row.falseWinners())
                    .put("median_half_width", row.medianHalfWidth())
                    .put("bounded", row.noise().isBounded());
        }
        for (UnpairedCoverage row : UNPAIRED) {
            rows.addObject()
                    .put("noise", row.noise().name().toLowerCase(Locale.ROOT))
                    .put("old_loads", row.noise().oldLoads())
                    .put("new_loads", row.noise().newLoads())
                    .put("method", "welch_t")
                    .put("runs", row.runs())
                    .put("covered", row.covered())
                    .put("false_changes", row.falseChanges())
                    .put("bounded", true);
        }
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(FOLDER.resolve("intervals.json").toFile(), rows);
        System.out.println("\n" + table() + "\nCalibration: " + FOLDER.toAbsolutePath());
    }

    static Stream<Arguments> noisesAndLoads() {
        List<Arguments> all = new ArrayList<>();
        for (IntervalNoise noise : IntervalNoise.values()) {
            for (int loads : LOADS) {
                all.add(Arguments.of(noise, loads));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1} loads")
    @MethodSource("noisesAndLoads")
    void coverage(IntervalNoise noise, int loads) {
        IntervalCoverage row = IntervalCoverage.of(noise, loads, SEEDS);
        ROWS.add(row);

        assertThat(row.runs()).isEqualTo(SEEDS);
        if (noise.isBounded()) {
            assertThat(row.percentCovered()).isBetween(LEAST_PERCENT, MOST_PERCENT);
        }
    }

    @ParameterizedTest(name = "two runs, {0}")
    @EnumSource
    void coverageOfTheRatioOfTwoRuns(UnpairedCoverage.Case noise) {
        UnpairedCoverage row = UnpairedCoverage.of(noise, SEEDS);
        UNPAIRED.add(row);

        assertThat(row.percentCovered()).isBetween(LEAST_PERCENT, MOST_PERCENT);
    }

    private static String unpairedTable() {
        StringBuilder text =
                new StringBuilder("\n| noise of two runs | loads, old and new | interval | holds the truth |"
                        + " change seen where there is none | bound | held |\n|---|--:|---|--:|--:|---|---|\n");
        for (UnpairedCoverage row : UNPAIRED) {
            boolean held = row.percentCovered() >= LEAST_PERCENT && row.percentCovered() <= MOST_PERCENT;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d, %d | `welch_t` | %.1f %% | %.1f %% | 93 to 97 %% | %s |\n",
                    row.noise().words(),
                    row.noise().oldLoads(),
                    row.noise().newLoads(),
                    row.percentCovered(),
                    row.percentFalseChanges(),
                    held ? "yes" : "**no**"));
        }
        return text.toString();
    }

    private static String table() {
        StringBuilder text =
                new StringBuilder("| noise | loads of each build | interval | holds the truth | half-width, median"
                        + " | winner named where there is none | bound | held |\n|---|--:|---|--:|--:|--:|---|---|\n");
        for (IntervalCoverage row : ROWS) {
            boolean bounded = row.noise().isBounded();
            boolean held = row.percentCovered() >= LEAST_PERCENT && row.percentCovered() <= MOST_PERCENT;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | `%s` | %.1f %% | %.2f %% | %.1f %% | %s | %s |\n",
                    row.noise().words(),
                    row.rounds(),
                    Objects.requireNonNull(row.method()),
                    row.percentCovered(),
                    100 * row.medianHalfWidth(),
                    row.percentFalseWinners(),
                    bounded ? "93 to 97 %" : "reported only",
                    !bounded ? "–" : held ? "yes" : "**no**"));
        }
        return text.append(unpairedTable()).toString();
    }
}

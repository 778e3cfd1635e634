package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The parsers on outputs that were captured on real Macs: all files of the folder that {@code -Dbench.macCaptures=DIR} names,
 * told apart by the beginning of their names. None are kept with the suite.
 */
class MacCapturesTest {
    private static final @Nullable String FOLDER = System.getProperty("bench.macCaptures");
    /** A reading is not made at one instant. */
    private static final long READING_SKEW_PAGES = 2_000;

    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\"=(\\d+)");

    @BeforeEach
    void needsCaptures() {
        assumeTrue(FOLDER != null, "no -Dbench.macCaptures=DIR with captured outputs was given");
    }

    @Test
    void vmStatKeepsItsIdentity() throws IOException {
        for (Path file : files("vm_stat")) {
            VmStat read = new VmStat(Files.readString(file));

            assertThat(pages(read, "Pages active") + pages(read, "Pages inactive") + pages(read, "Pages speculative"))
                    .as(file.toString())
                    .isCloseTo(
                            pages(read, "File-backed pages") + pages(read, "Anonymous pages"),
                            within(READING_SKEW_PAGES));
            assertThat(read.committedBytes()).as(file.toString()).isPositive();
            assertThat(read.availableBytes()).as(file.toString()).isPositive();
        }
    }

    @Test
    void theGpusStatisticsAreThere() throws IOException {
        for (Path file : files("ioreg")) {
            SampleBuilder builder = new SampleBuilder();
            GpuStatistics.readInto(builder, statistics(Files.readString(file)));
            Sample sample = builder.build(0);

            assertThat(sample.gpuDevice()).as(file.toString()).isBetween(0.0, 1.0);
            assertThat(sample.gpuRenderer()).as(file.toString()).isBetween(0.0, 1.0);
            assertThat(sample.gpuTiler()).as(file.toString()).isBetween(0.0, 1.0);
            assertThat(sample.gpuMemoryBytes()).as(file.toString()).isPositive();
        }
    }

    @Test
    void thePowerSourceIsKnown() throws IOException {
        for (Path file : files("pmset-g-batt")) {
            assertThat(Pmset.power(Files.readString(file))).as(file.toString()).isNotNull();
        }
    }

    private static long pages(VmStat read, String label) {
        Long bytes = read.bytes(label);
        assertThat(bytes).as(label).isNotNull();
        return bytes == null ? 0 : bytes / 4096;
    }

    /** What IOKit would give, from the line that {@code ioreg} prints of it. */
    private static Map<String, Long> statistics(String text) {
        Map<String, Long> values = new HashMap<>();
        text.lines().filter(line -> line.contains("\"Device Utilization %\"")).forEach(line -> {
            Matcher entry = ENTRY.matcher(line);
            while (entry.find()) {
                values.put(entry.group(1), Long.valueOf(entry.group(2)));
            }
        });
        return values;
    }

    private static List<Path> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(String.valueOf(FOLDER)))) {
            List<Path> files = all.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .sorted()
                    .toList();
            assertThat(files).as("files " + prefix + "* in " + FOLDER).isNotEmpty();
            return files;
        }
    }
}

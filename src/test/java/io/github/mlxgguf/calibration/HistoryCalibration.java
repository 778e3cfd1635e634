package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.process.Directories;
import io.github.mlxgguf.monitor.MachineInfo;
import io.github.mlxgguf.report.history.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code mvn verify -Pcalibrate -Dit.test=HistoryCalibration}: how long the history of 1,000 runs takes, in a process of its own with
 * 512 MB of heap, as {@code history DIR} makes it. Prints a table and leaves it in {@code target/calibration}; the runs are deleted.
 */
class HistoryCalibration {
    private static final int RUNS = 1_000;
    /** Longest allowed wall time with summaries, the start of the process included. */
    private static final double BOUND_SECONDS = 20;
    /** A larger page opens slowly in a browser. */
    private static final double BOUND_PAGE_MB = 5;

    private static final double BYTES_PER_MB = 1e6;

    private static final Path FOLDER = Path.of("target", "calibration");
    private static final List<CalibrationRow> ROWS = new ArrayList<>();

    @AfterAll
    static void report() throws IOException {
        CalibrationReport report =
                new CalibrationReport(MachineInfo.read(), Runtime.getRuntime().availableProcessors(), ROWS);
        report.write(FOLDER, "history");
        System.out.println("\n" + report.table() + "\nCalibration: " + FOLDER.toAbsolutePath());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"with summary.json, true, 3", "from records alone, false, 1"})
    void aThousandRuns(String name, boolean summaries, int repetitions) throws IOException, InterruptedException {
        Path folder = FOLDER.resolve(summaries ? "many-runs" : "many-runs-of-records");
        List<ToolProcess> histories = new ArrayList<>();
        List<Double> pages = new ArrayList<>();
        try {
            new ManyRuns(RUNS, summaries).writeTo(folder);
            for (int i = 0; i < repetitions; i++) {
                ToolProcess history = ToolProcess.run("history", folder);
                System.out.println(name + ": " + history);
                histories.add(history);
                Path page = folder.resolve(HistoryWriter.HTML);
                pages.add(Files.exists(page) ? Files.size(page) / BYTES_PER_MB : 0);
            }
        } finally {
            Directories.deleteQuietly(folder);
        }

        String conditions = String.format(Locale.ROOT, "%,d runs, %s, 512 MB of heap", RUNS, name);
        CalibrationRow seconds = ToolProcess.row(
                "history wall time",
                conditions,
                "s",
                histories,
                ToolProcess::seconds,
                summaries ? BOUND_SECONDS : null);
        CalibrationRow page = CalibrationRow.of("history.html", conditions, "MB", pages, BOUND_PAGE_MB);
        ROWS.add(seconds);
        ROWS.add(ToolProcess.row(
                "history heap after collection, highest", conditions, "MB", histories, ToolProcess::heapMb, null));
        ROWS.add(page);
        assertThat(histories)
                .allSatisfy(history -> assertThat(history.exitCode()).isZero());
        assertThat(page.held()).as("%s", histories).isTrue();
        assertThat(seconds.held()).as("%s", histories).isNotEqualTo(false);
    }
}

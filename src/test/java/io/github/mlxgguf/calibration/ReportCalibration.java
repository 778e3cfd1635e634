package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.process.Directories;
import io.github.mlxgguf.monitor.MachineInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code mvn verify -Pcalibrate}: how long the report of a very large run takes, in a process of its own with 512 MB of heap, as
 * {@code report DIR} makes it. Prints a table and leaves it beside the client's in
 * {@code target/calibration}; the folders of the runs, of a gigabyte each, are deleted.
 */
class ReportCalibration {
    /** Longest allowed wall time of the process, its start included. */
    private static final double BOUND_SECONDS = 10;

    private static final int REPETITIONS = 3;

    private static final Path FOLDER = Path.of("target", "calibration");
    private static final List<CalibrationRow> ROWS = new ArrayList<>();

    @AfterAll
    static void report() throws IOException {
        CalibrationReport report =
                new CalibrationReport(MachineInfo.read(), Runtime.getRuntime().availableProcessors(), ROWS);
        report.write(FOLDER, "report");
        System.out.println("\n" + report.table() + "\nCalibration: " + FOLDER.toAbsolutePath());
    }

    /** 20 pairs in 5 rounds are 20,000 generations and 1,000,000 samples; a crash leaves more to find out from the samples. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"ended in order, true", "crashed, false"})
    void aRunOfTwentyThousandGenerations(String name, boolean ended) throws IOException, InterruptedException {
        LargeRun run = new LargeRun(20, 5, ended);
        Path folder = FOLDER.resolve(ended ? "large-run" : "large-crashed-run");
        List<ToolProcess> reports = new ArrayList<>();
        try {
            run.writeTo(folder);
            for (int i = 0; i < REPETITIONS; i++) {
                ToolProcess report = ToolProcess.run("report", folder);
                System.out.println(name + ": " + report);
                reports.add(report);
            }
        } finally {
            Directories.deleteQuietly(folder);
        }

        String conditions = String.format(
                Locale.ROOT,
                "%,d generations, %,d samples, %s, 512 MB of heap",
                run.generations(),
                run.samples(),
                name);
        CalibrationRow seconds =
                ToolProcess.row("report wall time", conditions, "s", reports, ToolProcess::seconds, BOUND_SECONDS);
        ROWS.add(seconds);
        ROWS.add(ToolProcess.row(
                "report heap after collection, highest", conditions, "MB", reports, ToolProcess::heapMb, null));
        assertThat(reports).allSatisfy(report -> assertThat(report.exitCode()).isZero());
        assertThat(seconds.held()).as("%s", reports).isTrue();
    }
}

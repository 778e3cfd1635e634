package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolProcessTest {
    @Test
    void theHeapIsReadAfterEachCollection() {
        assertThat(ToolProcess.highest("""
                        [0.006s][info][gc] Using Serial
                        [0.500s][info][gc] GC(0) Pause Young (Allocation Failure) 136M->20M(494M) 5.000ms
                        [0.900s][info][gc] GC(1) Pause Young (Allocation Failure) 156M->100M(494M) 5.000ms
                        [1.900s][info][gc] GC(2) Pause Full (Allocation Failure) 236M->30M(494M) 5.000ms
                        """)).isEqualTo(104.8576);
    }

    @Test
    void aReportIsMadeInAProcessOfItsOwn(@TempDir Path folder) throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        new LargeRun(1, 1, true).writeTo(run);

        ToolProcess report = ToolProcess.run("report", run);

        assertThat(report.exitCode()).isZero();
        assertThat(report.seconds()).isPositive();
        assertThat(run.resolve("report.html")).isNotEmptyFile();
    }
}

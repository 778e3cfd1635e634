package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightCheckTest {
    private static final Finding OK = Finding.ok("power", "mains");
    private static final Finding WARNING = Finding.warning("swap", "9 {0} GB", "Close 'other' programs.");
    private static final Finding PROBLEM = Finding.problem("results", "no room", "Make room.");

    @TempDir
    Path root;

    @Test
    void warningsAreSaidWithTheirRemediesAndTheRunGoesOn() throws IOException {
        Path file = root.resolve("bench.log");
        try (BenchLog log = BenchLog.start(false, null)) {
            log.toFile(file);
            PreflightCheck.judge(List.of(OK, WARNING));
        }

        assertThat(Files.readAllLines(file))
                .anyMatch(line ->
                        line.endsWith("WARNING PreflightCheck Warning: swap: 9 {0} GB -> Close 'other' programs."))
                .anyMatch(line -> line.endsWith("FINE PreflightCheck power: mains"));
    }

    @Test
    void aProblemStopsTheRun() {
        assertThatThrownBy(() -> PreflightCheck.judge(List.of(OK, PROBLEM, WARNING)))
                .isInstanceOf(SetupException.class)
                .hasMessage("The benchmark cannot start: results: no room -> Make room.");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatThrownBy(() -> PreflightCheck.judge(List.of(PROBLEM, Finding.problem("memory", "none", "Get some."))))
                .isInstanceOf(SetupException.class)
                .hasMessage("""
                        The benchmark cannot start: 2 problems:
                          results: no room -> Make room.
                          memory: none -> Get some.""");
    }
}

package io.github.mlxgguf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFindingsTest {
    private static final Duration SAMPLING = Duration.ofMillis(100);

    @TempDir
    Path root;

    @Test
    void aFolderThatIsNotThereYetIsJudgedByTheOneAboveAndNotMade() {
        Path results = root.resolve("a/b/results");

        ResultsPlace place = ResultsPlace.of(results);

        assertThat(place.existing()).isEqualTo(root);
        assertThat(place.writable()).isTrue();
        assertThat(place.freeBytes()).isPositive();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aFileInTheWayCannotHoldResults() throws IOException {
        Path file = Files.writeString(root.resolve("results"), "");

        assertThat(ResultsFindings.of(ResultsPlace.of(file.resolve("deep")), SAMPLING))
                .isEqualTo(Finding.problem(
                        "results",
                        file + " is not a folder that can be written",
                        "Change its permissions, or choose another place with -Dbench.results=DIR."));
    }

    @Test
    void littleRoomIsAWarningAndNoneAProblem() {
        assertThat(of(Sizes.GB).level()).isEqualTo(Finding.Level.OK);
        assertThat(of(Sizes.GB - 1))
                .isEqualTo(Finding.warning(
                        "results",
                        "1000 MB free at /r; samples take about 22 MB an hour",
                        "Make room there, or choose another place with -Dbench.results=DIR."));
        assertThat(of(100 * Sizes.MB).level()).isEqualTo(Finding.Level.WARNING);
        assertThat(of(100 * Sizes.MB - 1).level()).isEqualTo(Finding.Level.PROBLEM);
    }

    @Test
    void unknownRoomIsSaidSo() {
        assertThat(ResultsFindings.of(new ResultsPlace(Path.of("/r"), true, null), Duration.ofSeconds(1)))
                .isEqualTo(Finding.ok("results", "free space unknown at /r; samples take about 2 MB an hour"));
    }

    private static Finding of(long free) {
        return ResultsFindings.of(new ResultsPlace(Path.of("/r"), true, free), SAMPLING);
    }
}

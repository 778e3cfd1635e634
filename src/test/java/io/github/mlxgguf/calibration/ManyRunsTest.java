package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.history.History;
import io.github.mlxgguf.analysis.history.HistoryReader;
import io.github.mlxgguf.analysis.history.Selection;
import io.github.mlxgguf.analysis.history.Trend;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small form of {@link HistoryCalibration}. */
class ManyRunsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void thirtyRunsGiveTheSameHistoryFromSummariesAndFromRecords() throws IOException {
        new ManyRuns(30, true).writeTo(folder);
        assertThat(SchemaValidator.validateFile(folder.resolve("nightly-0007/summary.json")))
                .isEmpty();

        History fromSummaries = HistoryReader.read(folder, Selection.DEFAULT);
        for (int i = 0; i < 30; i++) {
            Files.delete(folder.resolve(String.format(Locale.ROOT, "nightly-%04d/summary.json", i)));
        }
        History fromRecords = HistoryReader.read(folder, Selection.DEFAULT);

        assertThat(fromSummaries).isEqualTo(fromRecords);
        assertThat(fromRecords.runs()).isEqualTo(30);
        assertThat(fromRecords.places()).hasSize(2).allSatisfy(place -> assertThat(place.runs())
                .isEqualTo(15));
        assertThat(fromRecords.passedOver()).isEmpty();
        assertThat(fromRecords.notes()).isEmpty();
        assertThat(fromRecords.trends())
                .allSatisfy(trend -> assertThat(trend.series()).hasSizeBetween(1, 2))
                .extracting(Trend::scenario)
                .contains("simple-generation", "context-stress", "moe", "concurrency", "cold-start", "leak-detection");
    }
}

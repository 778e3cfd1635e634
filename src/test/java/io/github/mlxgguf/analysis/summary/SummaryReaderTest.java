package io.github.mlxgguf.analysis.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.summary.SummaryReader.UnreadableSummary;
import io.github.mlxgguf.report.ReportWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SummaryReaderTest {
    @TempDir
    Path folder;

    private Path file;
    private String written;

    @BeforeEach
    void aSummaryAsARunWritesIt() throws IOException {
        RunFixture run = new RunFixture();
        run.planThreeRounds();
        run.start();
        run.measureThreeRounds();
        run.end("completed");
        Files.writeString(folder.resolve("records.jsonl"), run.jsonl());
        ReportWriter.write(folder);
        file = folder.resolve("summary.json");
        written = Files.readString(file);
    }

    @Test
    void whatARunWroteIsRead() throws UnreadableSummary {
        assertThat(SummaryReader.read(file).runId()).isEqualTo("run-1");
    }

    @Test
    void anUnknownFieldIsRefused() throws IOException {
        refuses(written.replaceFirst("\"run_id\"", "\"extra\" : 1, \"run_id\""), "Unrecognized field \"extra\"");
    }

    @Test
    void aMissingFieldIsRefused() throws IOException {
        refuses(written.replaceFirst("\"run_id\" : \"run-1\",", ""), "run_id");
    }

    @Test
    void aFieldThatStandsTwiceIsRefused() throws IOException {
        refuses(written.replaceFirst("\"run_id\"", "\"run_id\" : \"a\", \"run_id\""), "Duplicate field 'run_id'");
    }

    @Test
    void aCutOrPaddedFileIsRefused() throws IOException {
        refuses(written.substring(0, written.length() / 2), "Unexpected end-of-input");
        refuses(written + "{}", "Trailing token");
    }

    @Test
    void anotherSchemaIsRefused() throws IOException {
        refuses(
                written.replaceFirst("\"schema_version\" : \"1.0\"", "\"schema_version\" : \"2.0\""),
                "its schema is 2.0, expected 1.0");
    }

    @Test
    void whatIsLargerThanAnySummaryIsRefusedUnread() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((64L << 20) + 1);
        }
        assertThatThrownBy(() -> SummaryReader.read(file))
                .isInstanceOf(UnreadableSummary.class)
                .hasMessage("it has 67108865 bytes, more than any summary");
    }

    private void refuses(String text, String reason) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> SummaryReader.read(file))
                .isInstanceOf(UnreadableSummary.class)
                .hasMessageContaining(reason);
    }
}

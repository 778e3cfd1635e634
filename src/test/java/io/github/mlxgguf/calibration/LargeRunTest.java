package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeRunTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void itIsAFolderAsASessionLeavesIt() throws IOException {
        LargeRun run = new LargeRun(1, 1, true);
        run.writeTo(folder);

        assertThat(SchemaValidator.validateFile(folder.resolve("records.jsonl")))
                .isEmpty();
        assertThat(SchemaValidator.validateFile(folder.resolve("samples.jsonl")))
                .isEmpty();
        RunData data = RunReader.read(folder);
        assertThat(data.bodies(GenerationBody.class)).hasSize(200).hasSize(run.generations());
        assertThat(Files.readString(folder.resolve("samples.jsonl")))
                .hasLineCount(10_000)
                .hasLineCount(run.samples());
        RunFindings findings = RunAnalysis.of(data);
        assertThat(findings.measured()).isTrue();
        assertThat(findings.incomplete()).isEmpty();
        assertThat(findings.failures()).isEmpty();
    }

    @Test
    void aCrashTearsTheLastLineOfEachFile() throws IOException {
        new LargeRun(1, 1, false).writeTo(folder);

        RunData data = RunReader.read(folder);
        assertThat(data.problems()).extracting(Problem::line).containsExactly(215);
        assertThat(data.end()).isEmpty();
        List<String> samples = Files.readAllLines(folder.resolve("samples.jsonl"));
        assertThat(samples).hasSize(10_001);
        assertThat(samples.get(10_000)).isEqualTo("{\"session\":1,\"t_ns\":1000100000000,\"commi");
    }
}

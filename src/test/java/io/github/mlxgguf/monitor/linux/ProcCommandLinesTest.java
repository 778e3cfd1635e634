package io.github.mlxgguf.monitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcCommandLinesTest {
    @Test
    void argumentsAreJoinedByBlanks(@TempDir Path proc) throws IOException {
        Files.createDirectories(proc.resolve("7"));
        Files.writeString(proc.resolve("7/cmdline"), "/usr/bin/java\0-cp\0a b\0llmworker\0");

        assertThat(new ProcCommandLines(proc).commandLine(7)).isEqualTo("/usr/bin/java -cp a b llmworker");
    }

    @Test
    void aProcessThatHasGoneHasNone(@TempDir Path proc) {
        assertThat(new ProcCommandLines(proc).commandLine(8)).isEmpty();
    }
}

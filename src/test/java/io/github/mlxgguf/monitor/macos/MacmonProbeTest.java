package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlxgguf.monitor.LogCapture;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MacmonProbeTest {
    private static final Sample NOTHING = new SampleBuilder().build(0);

    private final LogCapture log = new LogCapture(MacmonProbe.class);

    @TempDir
    Path folder;

    @BeforeEach
    void needsAShell() {
        assumeTrue(File.separatorChar == '/', "the stand-in for macmon is a shell script");
    }

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void theNewestLineGoesIntoOneSampleAndNoFurther() throws Exception {
        Path tool = tool("echo \"$@\" > \"$0.args\"\n"
                + "echo 'macmon: warming up'\n"
                + "echo '" + MacmonReadingTest.OLD + "'\n"
                + "echo '" + MacmonReadingTest.OLD.replace("17.0", "18.5") + "'\n"
                + "echo '{\"cpu_po'\n");
        MacmonProbe probe = MacmonProbe.start(tool);
        probe.reader().join(TimeUnit.SECONDS.toMillis(30));

        assertThat(read(probe).powerW()).isEqualTo(18.5);
        assertThat(read(probe)).as("no new line").isEqualTo(NOTHING);
        assertThat(Path.of(tool + ".args")).hasContent("pipe -s 0 -i 1000");
        assertThat(log.messages())
                .containsExactly("macmon ended by itself; power and temperatures are unknown from now on.");
        probe.close();
    }

    @Test
    void aLineWaitsForNoSlowLane() throws Exception {
        MacmonProbe probe = MacmonProbe.start(tool("exec sleep 600"));

        assertThat(probe.interval()).isLessThanOrEqualTo(Duration.ofMillis(20)); // the fastest grid
        probe.close();
    }

    @Test
    void closingEndsTheToolWithoutAWord() throws Exception {
        MacmonProbe probe = MacmonProbe.start(tool("exec sleep 600"));
        assertThat(probe.process().isAlive()).isTrue();
        assertThat(probe.reader().isDaemon()).isTrue();
        assertThat(read(probe)).isEqualTo(NOTHING);

        probe.close();
        probe.close();

        assertThat(probe.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        probe.reader().join(TimeUnit.SECONDS.toMillis(30));
        assertThat(probe.reader().isAlive()).isFalse();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void itIsFoundInThePath() throws Exception {
        Path tool = tool("exit 0");

        assertThat(MacmonProbe.find("/nowhere" + File.pathSeparator + File.pathSeparator + folder))
                .hasValue(tool);
    }

    @Test
    void aFileThatCannotRunIsNotTheTool() throws IOException {
        Path file = Files.writeString(folder.resolve("macmon"), "text");

        assertThat(MacmonProbe.find(folder.toString())).isNotEqualTo(Optional.of(file));
        assertThatThrownBy(() -> MacmonProbe.start(file)).isInstanceOf(IOException.class);
    }

    private Path tool(String script) throws IOException {
        Path tool = Files.writeString(folder.resolve("macmon"), "#!/bin/sh\n" + script + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tool;
    }

    private static Sample read(MacmonProbe probe) {
        SampleBuilder sample = new SampleBuilder();
        probe.read(sample);
        return sample.build(0);
    }
}

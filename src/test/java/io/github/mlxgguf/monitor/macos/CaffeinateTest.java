package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaffeinateTest {
    private final Logger logger = Logger.getLogger(Caffeinate.class.getName());
    private final Messages messages = new Messages();

    @TempDir
    Path folder;

    @BeforeEach
    void capture() {
        assumeTrue(File.separatorChar == '/', "the stand-in for caffeinate is a shell script");
        logger.addHandler(messages);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void release() {
        logger.removeHandler(messages);
        logger.setUseParentHandlers(true);
    }

    @Test
    void holdsTheMachineForTheProcessAndSaysSoWhenItGivesUp() throws Exception {
        Path tool = tool("echo \"$@\" > \"$0.args\"; cat > \"$0.stdin\"; exit 3");

        try (Caffeinate caffeinate = Caffeinate.hold(tool, 4711)) {
            caffeinate.ended().get(30, TimeUnit.SECONDS);
        }

        assertThat(Path.of(tool + ".args")).hasContent("-ims -w 4711");
        assertThat(Path.of(tool + ".stdin"))
                .as("nothing to read, and no wait for it")
                .isEmptyFile();
        assertThat(messages.texts)
                .containsExactly("The machine may go to sleep during the run: caffeinate ended with exit code 3.");
    }

    @Test
    void closingEndsItWithoutAWord() throws Exception {
        Caffeinate caffeinate = Caffeinate.hold(tool("exec sleep 600"), 4711);
        assertThat(caffeinate.ended()).isNotDone();

        caffeinate.close();

        caffeinate.ended().get(30, TimeUnit.SECONDS);
        assertThat(messages.texts).isEmpty();
    }

    @Test
    void aMissingToolIsAWarning() {
        try (Caffeinate caffeinate = Caffeinate.hold(folder.resolve("none"), 4711)) {
            assertThat(caffeinate.ended()).isDone();
        }

        assertThat(messages.texts)
                .singleElement()
                .asString()
                .startsWith("The machine may go to sleep during the run: " + folder.resolve("none")
                        + " could not be started (");
    }

    private Path tool(String line) throws Exception {
        Path tool = Files.writeString(folder.resolve("caffeinate"), "#!/bin/sh\n" + line + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tool;
    }

    private static final class Messages extends Handler {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            texts.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

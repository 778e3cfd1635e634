package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLogTest {
    @TempDir
    Path folder;

    @Test
    void theFileHasWhatWasSaidBeforeItAndNeverTheToken() throws Exception {
        System.Logger logger = System.getLogger("io.github.mlxgguf.test");
        Path file = folder.resolve("bench.log");
        try (BenchLog log = BenchLog.start(false, "sk-lm-secret")) {
            logger.log(Level.DEBUG, "choosing with {0}", "sk-lm-secret");
            log.toFile(file);
            logger.log(Level.DEBUG, "request 1");
            logger.log(Level.WARNING, "refused", new IllegalStateException("bad token sk-lm-secret"));
        }
        logger.log(Level.WARNING, "after the end");

        assertThat(Files.readString(file))
                .contains("FINE test choosing with (token)", "FINE test request 1", "bad token (token)")
                .doesNotContain("sk-lm-secret", "after the end");
    }
}

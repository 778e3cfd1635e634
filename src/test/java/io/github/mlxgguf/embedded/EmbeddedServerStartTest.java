package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import io.github.mlxgguf.server.ServerFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of a start is said with its cure. */
@Timeout(30)
class EmbeddedServerStartTest {
    @Test
    void aCacheThatCannotBeWrittenIsNamed(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedServer.start(options(directory, file, 0)))
                .isInstanceOf(ServerFailure.Unreachable.class)
                .hasMessageStartingWith("The embedded server could not start. Could not make the model"
                        + " embedded/gibberish-tiny@f16 (1 MB) in " + file)
                .hasMessageEndingWith("name another directory with -Dbench.modelCache=DIR.");
    }

    @Test
    void aPortThatIsTakenIsNamed(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedServer.start(options(directory, directory, port)))
                    .isInstanceOf(ServerFailure.Unreachable.class)
                    .hasMessageStartingWith(
                            "The embedded server could not start. Could not listen on 127.0.0.1:" + port)
                    .hasMessageEndingWith("Stop what uses the port, or choose port 0 for any free one.");
        }
    }

    @Test
    void aBrokenScriptIsRefusedBeforeAnythingStarts(@TempDir Path directory) throws Exception {
        Path script = Files.writeString(directory.resolve("script.yaml"), "seed: 1");

        assertThatThrownBy(() -> EmbeddedServer.start(
                        options(directory, directory, 0).withScript(script, directory.resolve("truth.jsonl"))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The script cannot be used (1 problem); nothing was started:\n  " + script
                        + ": models: found none; allowed: at least one.");
        assertThat(directory.resolve("truth.jsonl")).doesNotExist();
    }

    @Test
    void aTruthFileThatCannotBeWrittenIsNamed(@TempDir Path directory) throws Exception {
        Path script = Path.of("config", "simulated.yaml").toAbsolutePath();
        Path file = Files.createFile(directory.resolve("file"));
        Path truth = file.resolve("truth.jsonl");

        assertThatThrownBy(() ->
                        EmbeddedServer.start(options(directory, directory, 0).withScript(script, truth)))
                .isInstanceOf(ServerFailure.Unreachable.class)
                .hasMessageStartingWith(
                        "The embedded server could not start. The truth file " + truth + " cannot be written (")
                .hasMessageEndingWith("). Choose a directory that can be written.");
    }

    private static EmbeddedServer.Options options(Path directory, Path cache, int port) {
        return new EmbeddedServer.Options(
                directory.resolve("engine.log"), cache, Duration.ofSeconds(5), EmbeddedCatalog.TINY, port, false);
    }
}

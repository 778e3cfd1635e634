package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import io.github.mlxgguf.embedded.process.JavaCommand;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is left behind, however a process ends. */
@Timeout(60)
class ParentDeathTest {
    private static final String LOAD = "{\"model\":\"embedded/gibberish-tiny@f16\"}";

    @Test
    void aWorkerEndsWhenItsServerIsKilled(@TempDir Path directory) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(options(directory))) {
            ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
            new ApiClient(server.baseUrl()).post("/api/v1/models/load", LOAD);
            ProcessHandle worker = process.children().findFirst().orElseThrow();

            process.destroyForcibly();

            worker.onExit().get(10, TimeUnit.SECONDS);
            assertThat(worker.isAlive()).isFalse();
        }
    }

    @Test
    void serverAndWorkerEndWhenTheSuiteIsKilled(@TempDir Path directory) throws Exception {
        Process suite = new JavaCommand(Suite.class)
                .options("-Xmx64m")
                .with(List.of(directory.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(suite.getInputStream(), StandardCharsets.UTF_8))) {
            URI baseUrl = URI.create(said.readLine());
            new ApiClient(baseUrl).post("/api/v1/models/load", LOAD);
            List<ProcessHandle> descendants = suite.descendants().toList();
            assertThat(descendants).hasSize(2);

            suite.destroyForcibly();

            for (ProcessHandle descendant : descendants) {
                descendant.onExit().get(10, TimeUnit.SECONDS);
            }
            assertThat(descendants).noneMatch(ProcessHandle::isAlive);
        } finally {
            suite.destroyForcibly();
        }
    }

    private static EmbeddedServer.Options options(Path directory) {
        return EmbeddedServer.Options.defaults(directory.resolve("engine.log"))
                .withCatalog(EmbeddedCatalog.TINY)
                .withModelCache(directory);
    }

    /** Stands for the suite: starts a server and waits. */
    static final class Suite {
        private Suite() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws Exception {
            EmbeddedServer server = EmbeddedServer.start(options(Path.of(args[0])));
            System.out.println(server.baseUrl());
            System.in.read();
        }
    }
}

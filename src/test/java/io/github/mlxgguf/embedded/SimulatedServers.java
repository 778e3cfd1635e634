package io.github.mlxgguf.embedded;

import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.http.ApiServer;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.script.ScriptReader;
import io.github.mlxgguf.embedded.simulation.TruthFile;
import io.github.mlxgguf.embedded.worker.EngineLog;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.WorkerSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server in this process that plays a script, with real workers that run the simulated engine. */
final class SimulatedServers implements AutoCloseable {
    final ScriptedServers.Server server;
    final Instances instances;
    final Path truthFile;
    private final TruthFile truth;

    SimulatedServers(Path directory, String script) throws IOException {
        Path file = Files.writeString(directory.resolve("script.yaml"), script);
        Script played = ScriptReader.read(file);
        truthFile = directory.resolve("truth.jsonl");
        truth = TruthFile.open(truthFile);
        WorkerSite site = new WorkerSite("simulated", directory, new EngineLog(directory.resolve("engine.log")));
        instances = new Instances(site, model -> file, truth);
        server = new ScriptedServers.Server(
                ApiServer.start(0, Duration.ofSeconds(5), false, new Offers(played.models()), instances, played));
    }

    ApiClient client() {
        return server.client();
    }

    /** Waits until the truth has so many lines. */
    void awaitTruth(int lines) throws IOException {
        while (Files.readString(truthFile).lines().count() < lines) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        server.api().close();
        instances.close();
        truth.close();
    }
}

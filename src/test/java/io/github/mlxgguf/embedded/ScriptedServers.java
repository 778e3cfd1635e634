package io.github.mlxgguf.embedded;

import io.github.mlxgguf.embedded.catalog.CatalogModel;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import io.github.mlxgguf.embedded.catalog.ModelCache;
import io.github.mlxgguf.embedded.http.ApiServer;
import io.github.mlxgguf.embedded.script.Fault;
import io.github.mlxgguf.embedded.script.FaultKind;
import io.github.mlxgguf.embedded.script.Quirk;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.worker.EngineCheck;
import io.github.mlxgguf.embedded.worker.EngineLog;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.WorkerConfig;
import io.github.mlxgguf.embedded.worker.WorkerSite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The real engine with tiny models, shared by servers of this process that each play a script of their own. */
final class ScriptedServers implements AutoCloseable {
    static final String F16 = "embedded/gibberish-tiny@f16";
    static final String Q8 = "embedded/gibberish-tiny@q8_0";

    final Instances instances;
    private final List<ApiServer> servers = new ArrayList<>();

    ScriptedServers(Path directory) throws IOException {
        ModelCache cache = new ModelCache(directory);
        cache.ensure(EmbeddedCatalog.TINY.models());
        WorkerSite site = new WorkerSite("llama.cpp", directory, new EngineLog(directory.resolve("engine.log")));
        EngineCheck.require(site);
        instances = new Instances(site, model -> cache.fileOf((CatalogModel) model));
    }

    /** One server. */
    record Server(ApiServer api) {
        ApiClient client() {
            return new ApiClient(URI.create("http://127.0.0.1:" + api.port()));
        }

        RawConnection connection() throws IOException {
            return new RawConnection(api.port());
        }

        RawConnection.Received post(String path, String body) throws IOException {
            try (RawConnection connection = connection()) {
                return connection.post(path, body).all();
            }
        }
    }

    Server with(Script script) throws IOException {
        ApiServer api =
                ApiServer.start(0, Duration.ofSeconds(5), false, EmbeddedCatalog.TINY.offers(), instances, script);
        servers.add(api);
        return new Server(api);
    }

    Server with(Quirk... quirks) throws IOException {
        return with(new Script(0, null, Set.of(quirks), List.of(), List.of()));
    }

    Server with(Fault... faults) throws IOException {
        return with(new Script(0, null, Set.of(), List.of(faults), List.of()));
    }

    static Fault first(Fault.Call call, FaultKind kind) {
        return new Fault(call, null, 1, kind, 0, 0);
    }

    static Fault chat(FaultKind kind, int afterDeltas, double seconds) {
        return new Fault(Fault.Call.CHAT, null, 1, kind, afterDeltas, seconds);
    }

    static String load(String key, String more) {
        return "{\"model\":\"" + key + "\"" + more + "}";
    }

    static String chat(@Nullable String model, int tokens) {
        return "{\"model\":\"" + model + "\",\"input\":\"hello\",\"max_output_tokens\":" + tokens
                + ",\"temperature\":0,\"stream\":true,\"store\":false}";
    }

    /** One instance of the build, and no other. */
    void ensureLoaded(String key) throws Exception {
        if (instances.find(key).isEmpty()) {
            instances.load(
                    EmbeddedCatalog.TINY.offers().find(key).orElseThrow(),
                    new WorkerConfig(2048, 1, 512, false, true, false),
                    cancel -> {});
        }
    }

    /** Waits until an instance that is going away has gone. */
    void awaitUnloaded(String id) {
        while (instances.all().stream().anyMatch(instance -> instance.id().equals(id))) {
            Thread.onSpinWait();
        }
    }

    /** Closes the servers of a test; models stay loaded. */
    void hangUp() {
        servers.forEach(ApiServer::close);
        servers.clear();
    }

    @Override
    public void close() {
        hangUp();
        instances.close();
    }
}

package io.github.mlxgguf.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import io.github.mlxgguf.embedded.catalog.ModelCache;
import io.github.mlxgguf.embedded.engine.LlamaCppLoader;
import io.github.mlxgguf.embedded.process.Directories;
import io.github.mlxgguf.embedded.process.JavaCommand;
import io.github.mlxgguf.embedded.script.ScriptReader;
import io.github.mlxgguf.embedded.simulation.SimulatedLoader;
import io.github.mlxgguf.server.ServerFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An embedded server that runs in a process of its own and ends with this one, however this one ends. */
public final class EmbeddedServer implements AutoCloseable {
    /** As LM Studio does. */
    public static final Duration DEFAULT_IDLE_CLOSE = Duration.ofSeconds(5);

    /** Its workers get two seconds to end, then it ends itself. */
    private static final Duration POLITE = Duration.ofSeconds(4);

    private static final Logger LOG = System.getLogger(EmbeddedServer.class.getName());
    private static final String[] JVM_OPTIONS = {
        "-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-Dio.netty.noUnsafe=true", "-Djava.awt.headless=true"
    };

    private final Process process;
    private final int port;
    private final Path scratch;

    private EmbeddedServer(Process process, int port, Path scratch) {
        this.process = process;
        this.port = port;
        this.scratch = scratch;
    }

    /**
     * How to start a server.
     *
     * @param logFile gets everything the engines print, appended
     * @param modelCache where models are made and kept
     * @param idleClose how long the server keeps an idle connection; zero for ever
     * @param catalog which models it offers
     * @param port 0 for any free one
     * @param mmap whether weights stay file-backed pages instead of memory of the worker's own
     * @param simulation a script to play instead of real models, or null
     */
    public record Options(
            Path logFile,
            Path modelCache,
            Duration idleClose,
            EmbeddedCatalog catalog,
            int port,
            boolean mmap,
            @Nullable Simulation simulation) {
        /** Options of a server with real models. */
        public Options(
                Path logFile, Path modelCache, Duration idleClose, EmbeddedCatalog catalog, int port, boolean mmap) {
            this(logFile, modelCache, idleClose, catalog, port, mmap, null);
        }

        /** The standard models in the default cache, on any free port, closing idle connections as LM Studio does. */
        public static Options defaults(Path logFile) {
            return new Options(
                    logFile, ModelCache.defaultDirectory(), DEFAULT_IDLE_CLOSE, EmbeddedCatalog.STANDARD, 0, false);
        }

        /** The same with other models. */
        public Options withCatalog(EmbeddedCatalog other) {
            return new Options(logFile, modelCache, idleClose, other, port, mmap, simulation);
        }

        /** The same with another cache. */
        public Options withModelCache(Path other) {
            return new Options(logFile, other, idleClose, catalog, port, mmap, simulation);
        }

        /**
         * The same with a simulated engine, whose script replaces the catalogue.
         *
         * @param script read when the server starts
         * @param truth the file to which the server appends what really happened
         */
        public Options withScript(Path script, Path truth) {
            return new Options(logFile, modelCache, idleClose, catalog, port, mmap, new Simulation(script, truth));
        }

        /** The same with another idle time. */
        public Options withIdleClose(Duration other) {
            return new Options(logFile, modelCache, other, catalog, port, mmap, simulation);
        }
    }

    /** What a simulated server plays, and where it says what it really did. */
    public record Simulation(Path script, Path truth) {}

    /**
     * Makes the models if this is the first time, starts the server, and returns when it answers.
     *
     * @throws ServerFailure.Unreachable if the models cannot be made, or the server or its engine cannot run here; the message
     *     names the cure
     * @throws ConfigException if the script cannot be used; nothing was started
     */
    public static EmbeddedServer start(Options options) {
        Simulation simulation = options.simulation();
        if (simulation != null) {
            ScriptReader.read(simulation.script());
        }
        try {
            Files.createDirectories(options.logFile().toAbsolutePath().getParent());
            if (simulation == null) {
                new ModelCache(options.modelCache()).ensure(options.catalog().models());
            }
            Path scratch = Files.createTempDirectory("mlx-gguf-bench-server");
            try {
                Process process = command(options, scratch)
                        .redirectError(ProcessBuilder.Redirect.appendTo(
                                options.logFile().toFile()))
                        .start();
                return new EmbeddedServer(process, announcedPort(process, options), scratch);
            } catch (IOException e) {
                Directories.deleteQuietly(scratch);
                throw e;
            }
        } catch (IOException e) {
            throw new ServerFailure.Unreachable("The embedded server could not start. " + e.getMessage(), e);
        }
    }

    /** The address, without a path. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The server's process; its direct children are the workers. */
    public long pid() {
        return process.pid();
    }

    /** Ends the server and its workers, and returns when they are gone. */
    @Override
    public void close() {
        List<ProcessHandle> workers = process.toHandle().descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is gone already
        }
        try {
            if (!process.waitFor(POLITE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "The embedded server (process {0}) did not end by itself", process.pid());
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
        Directories.deleteQuietly(scratch);
    }

    private static ProcessBuilder command(Options options, Path scratch) {
        Simulation simulation = options.simulation();
        List<String> arguments = new ArrayList<>(List.of(
                "--engine", simulation == null ? LlamaCppLoader.ENGINE : SimulatedLoader.ENGINE,
                "--catalog", options.catalog().id(),
                "--model-cache", options.modelCache().toString(),
                "--log", options.logFile().toString(),
                "--scratch", scratch.toString(),
                "--idle-close-ms", String.valueOf(options.idleClose().toMillis()),
                "--mmap", String.valueOf(options.mmap()),
                "--port", String.valueOf(options.port()),
                "--parent-pid", String.valueOf(ProcessHandle.current().pid())));
        if (simulation != null) {
            arguments.addAll(List.of(
                    "--script", simulation.script().toString(),
                    "--truth", simulation.truth().toString()));
        }
        return new JavaCommand(EmbeddedServerMain.class).options(JVM_OPTIONS).with(arguments);
    }

    private static int announcedPort(Process process, Options options) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException(
                    "It ended before it said that it was ready; the reason may stand in " + options.logFile() + ".");
        }
        JsonNode announced = new ObjectMapper().readTree(line);
        if (!announced.has("port")) {
            process.destroyForcibly();
            throw new IOException(announced.path("error").asText());
        }
        return announced.get("port").intValue();
    }
}

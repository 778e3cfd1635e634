package io.github.mlxgguf.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.embedded.http.ApiServer;
import io.github.mlxgguf.embedded.process.Arguments;
import io.github.mlxgguf.embedded.process.Directories;
import io.github.mlxgguf.embedded.process.ParentWatch;
import io.github.mlxgguf.embedded.worker.EngineLog;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.WorkerSite;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The program of the server process. Prints one line of JSON when it is ready, or when it cannot be, and ends when its standard
 * input ends or its parent is gone.
 */
public final class EmbeddedServerMain {
    private static final int FAILED = 1;

    private EmbeddedServerMain() {}

    /** Runs the server; {@link EmbeddedServer} writes the arguments. */
    public static void main(String[] args) {
        PrintStream announcement =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        ObjectNode line = new ObjectMapper().createObjectNode();
        try {
            Arguments arguments = new Arguments(args);
            WorkerSite site = new WorkerSite(
                    arguments.text("engine"), arguments.path("scratch"), new EngineLog(arguments.path("log")));
            ServedModels served = ServedModels.of(arguments, site);
            Instances instances = served.instances();
            Runtime.getRuntime().addShutdownHook(new Thread(instances::close, "close-workers"));
            ParentWatch watch = new ParentWatch(arguments.longNumber("parent-pid"), () -> {
                try {
                    instances.close();
                    served.close();
                    Directories.deleteQuietly(site.scratch());
                } finally {
                    Runtime.getRuntime().halt(0); // whatever went wrong: no server outlives its parent
                }
            });
            ApiServer server = ApiServer.start(
                    arguments.number("port"),
                    Duration.ofMillis(arguments.longNumber("idle-close-ms")),
                    arguments.flag("mmap"),
                    served.offers(),
                    instances,
                    served.script());
            announcement.println(line.put("port", server.port())
                    .put("pid", ProcessHandle.current().pid()));
            waitForEndOfInput();
            watch.parentGone();
        } catch (IOException | IllegalArgumentException | ConfigException e) {
            announcement.println(line.put("error", e.getMessage()));
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private static void waitForEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here; only the end counts
            }
        } catch (IOException e) {
            // a broken pipe is an end, too
        }
    }
}

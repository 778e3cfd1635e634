package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.engine.EngineException;
import io.github.mlxgguf.embedded.engine.EngineLoader;
import io.github.mlxgguf.embedded.engine.EngineSettings;
import io.github.mlxgguf.embedded.engine.LlamaCppLoader;
import io.github.mlxgguf.embedded.process.Arguments;
import io.github.mlxgguf.embedded.process.ParentWatch;
import io.github.mlxgguf.embedded.simulation.SimulatedLoader;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program of a worker process: loads one model, answers prompts from standard input on standard output, and ends when its
 * input ends or its parent is gone.
 *
 * <p>It always ends by {@link Runtime#halt}: the threads of llama.cpp do not stop by themselves, and the memory of the model
 * only comes back with the end of the process.
 */
public final class WorkerMain {
    /** What a memory monitor looks for in the command line of a process, as in LM Studio's workers. */
    static final String ROLE = "llmworker";

    private WorkerMain() {}

    /** Runs a worker; see {@link WorkerLaunch} for the arguments. */
    public static void main(String[] args) throws IOException {
        PrintStream protocol = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Arguments arguments = new Arguments(args);
        ParentWatch watch = new ParentWatch(
                arguments.longNumber("parent-pid"), () -> Runtime.getRuntime().halt(0));
        WorkerLoop loop = new WorkerLoop(protocol);
        Thread loader = new Thread(() -> load(arguments, loop), "load");
        loader.setDaemon(true);
        loader.start();
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            loop.run(input); // from the start, so that a dropped load ends at once
        } finally {
            watch.parentGone();
        }
    }

    private static void load(Arguments arguments, WorkerLoop loop) {
        try {
            loop.ready(loader(arguments.text("engine")).load(settings(arguments)));
        } catch (EngineException | IllegalArgumentException e) {
            loop.send(WorkerEvent.of(WorkerEvent.Kind.LOAD_FAILED, 0, String.valueOf(e.getMessage())));
        }
    }

    private static EngineLoader loader(String engine) {
        return switch (engine) {
            case LlamaCppLoader.ENGINE -> new LlamaCppLoader();
            case SimulatedLoader.ENGINE -> new SimulatedLoader();
            default ->
                throw new IllegalArgumentException("Expected " + LlamaCppLoader.ENGINE + " or " + SimulatedLoader.ENGINE
                        + " as engine, found: " + engine);
        };
    }

    private static EngineSettings settings(Arguments arguments) {
        return new EngineSettings(
                arguments.path("model"),
                arguments.text("model-key"),
                arguments.number("load-number"),
                arguments.number("context"),
                arguments.number("parallel"),
                arguments.number("eval-batch"),
                arguments.flag("flash-attention"),
                arguments.flag("offload-kv-cache"),
                arguments.flag("mmap"),
                arguments.path("native-libraries"),
                arguments.path("own-output"));
    }
}

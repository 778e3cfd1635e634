package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.process.JavaCommand;
import io.github.mlxgguf.embedded.simulation.SimulatedLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * How a worker process is started.
 *
 * @param ownOutput the file into which the server copies what the worker prints on standard error; a process cannot read its
 *     own standard error, and llama.cpp's own log file is written too late to be of use
 */
record WorkerLaunch(
        WorkerSite site, Path modelFile, String modelKey, int loadNumber, WorkerConfig config, Path ownOutput) {
    /** What a worker adds to the memory of its model should be small and steady. */
    private static final String[] JVM_OPTIONS = {
        "-Xms8m",
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=16m",
        "-Xss512k",
        "-Xshare:auto"
    };
    /**
     * A simulated model lies in direct buffers, which have a limit of their own; the heap never grows, so that all growth is the
     * model's. Later options win.
     */
    private static final String[] SIMULATED_OPTIONS = {
        "-XX:MaxDirectMemorySize=256g", "-Xms32m", "-Xmx32m", "-XX:+AlwaysPreTouch"
    };
    /** Arenas of other threads would keep freed memory for good; glibc only, harmless elsewhere. */
    private static final String ARENAS = "2";
    /**
     * How long threads of GNU OpenMP spin at a barrier before they sleep. By default they spin for long, and then whatever else
     * needs a core slows every token. Measured on two cores beside one busy process: 60 tokens/s with the default, 100 with
     * this, and about 215 with either when alone.
     */
    private static final String SPIN_COUNT = "1000";

    ProcessBuilder processBuilder() {
        List<String> arguments = List.of(
                "--role",
                WorkerMain.ROLE,
                "--engine",
                site.engine(),
                "--model",
                modelFile.toString(),
                "--model-key",
                modelKey,
                "--load-number",
                String.valueOf(loadNumber),
                "--context",
                String.valueOf(config.contextLength()),
                "--parallel",
                String.valueOf(config.parallel()),
                "--eval-batch",
                String.valueOf(config.evalBatchSize()),
                "--flash-attention",
                String.valueOf(config.flashAttention()),
                "--offload-kv-cache",
                String.valueOf(config.offloadKvCacheToGpu()),
                "--mmap",
                String.valueOf(config.mmap()),
                "--native-libraries",
                site.nativeLibraries().toString(),
                "--own-output",
                ownOutput.toString(),
                "--parent-pid",
                String.valueOf(ProcessHandle.current().pid()));
        ProcessBuilder builder = new JavaCommand(WorkerMain.class)
                .options(JVM_OPTIONS)
                .options(site.engine().equals(SimulatedLoader.ENGINE) ? SIMULATED_OPTIONS : new String[0])
                .options("-XX:ErrorFile=" + crashFile())
                .with(arguments);
        builder.environment().put("MALLOC_ARENA_MAX", ARENAS);
        builder.environment().put("GOMP_SPINCOUNT", SPIN_COUNT);
        return builder;
    }

    /** Where the JVM writes if native code takes it down: not into whatever folder the suite was started in. */
    private static String crashFile() {
        return Path.of(System.getProperty("java.io.tmpdir"), "mlx-gguf-bench-worker-crash-%p.log")
                .toString();
    }
}

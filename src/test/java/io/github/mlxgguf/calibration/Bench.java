package io.github.mlxgguf.calibration;

import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.embedded.EmbeddedServer;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.script.ScriptReader;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.metric.Percentile;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.monitor.SamplerMetrology;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A simulated server, the suite's client and its monitor: everything that a calibration plays on. */
final class Bench implements AutoCloseable {
    /** On each load, as in a benchmark. */
    private static final int WARMUPS = 10;

    /** After each answer the server writes down what it did; that must not share the processor with the next request. */
    private static final Duration BETWEEN = Duration.ofMillis(30);

    /** Generations before anything is compared: by then both virtual machines have compiled what they run. */
    private static final int FIRST_WARMUPS = 300;

    private static final Duration OBSERVED = Duration.ofSeconds(1);
    private static final double MEGABYTE = 1e6;

    /** The growth of a worker may be off by this share of it, or by the absolute bound, whichever is more. */
    private static final double GROWTH_BOUND_SHARE = 0.02;

    private static final double GROWTH_BOUND_MB = 4;

    private final EmbeddedServer server;
    private final Script script;
    private final Path truth;
    private final SessionClock clock = SessionClock.start();
    private final LmStudioServer client;
    private final MemoryMonitor monitor;

    private Bench(EmbeddedServer server, Script script, Path truth, ServerConfig config) {
        this.server = server;
        this.script = script;
        this.truth = truth;
        this.client = new LmStudioServer(config, clock);
        this.monitor = MemoryMonitor.start(
                clock, Duration.ofMillis(100), server.baseUrl().getPort(), sample -> {});
    }

    static Bench open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("script.yaml");
        try (InputStream shipped = Objects.requireNonNull(Bench.class.getResourceAsStream("script.yaml"))) {
            Files.copy(shipped, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Path truth = folder.resolve("truth.jsonl");
        Files.deleteIfExists(truth);
        EmbeddedServer server = EmbeddedServer.start(
                EmbeddedServer.Options.defaults(folder.resolve("engine.log")).withScript(file, truth));
        ServerConfig config = ConfigLoader.load(
                        "server: {kind: simulated, base_url: '" + server.baseUrl() + "'}", "calibration", Map.of())
                .server();
        return new Bench(server, ScriptReader.read(file), truth, config);
    }

    /** Runs the client's code until the JVM has compiled it. */
    void warmUp() throws IOException {
        repeat("calib/2000", 100, FIRST_WARMUPS);
    }

    /**
     * Generates one after the other on one load, and compares each with the truth.
     *
     * @param tokens of each answer
     */
    List<TimingErrors> repeat(String key, int tokens, int repetitions) throws IOException {
        LoadedModel model = load(key);
        try {
            List<GenerationTrace> traces = new ArrayList<>();
            for (int i = 0; i < WARMUPS + repetitions; i++) {
                LockSupport.parkNanos(BETWEEN.toNanos());
                traces.add(generate(model, tokens, i));
            }
            return compare(traces.subList(WARMUPS, traces.size()), model, tokens);
        } finally {
            client.unload(model.instanceId());
        }
    }

    /** The same on several models at once, each on a thread of its own. */
    List<TimingErrors> repeatAtOnce(List<String> keys, int tokens, int repetitions)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(keys.size());
        try {
            List<Callable<List<TimingErrors>>> tasks = keys.stream()
                    .map(key -> (Callable<List<TimingErrors>>) () -> repeat(key, tokens, repetitions))
                    .toList();
            List<TimingErrors> errors = new ArrayList<>();
            for (Future<List<TimingErrors>> done : threads.invokeAll(tasks)) {
                errors.addAll(done.get());
            }
            return errors;
        } finally {
            threads.shutdownNow();
        }
    }

    /** What the monitor saw of several loads, each for a second before and after. */
    List<SeenLoad> loads(String key, int count) {
        List<SeenLoad> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Double before = observed(Sample::committedBytes);
            LoadedModel model = load(key);
            monitor.modelLoaded();
            List<Sample> samples = observe();
            Double committed = median(samples, Sample::committedBytes);
            seen.add(new SeenLoad(
                    median(samples, Bench::workerBytes),
                    before == null || committed == null ? null : (Double) (committed - before)));
            client.unload(model.instanceId());
            monitor.modelUnloaded();
        }
        return seen;
    }

    /** How far the growth of the worker that the monitor saw is from what the worker allocated. */
    CalibrationRow workerRow(String key, List<SeenLoad> empty, List<SeenLoad> loaded) {
        double trueMb = residentMb(key);
        return growthRow(
                "worker growth at load",
                key,
                known(empty, SeenLoad::workerBytes),
                known(loaded, SeenLoad::workerBytes),
                Math.max(GROWTH_BOUND_MB, GROWTH_BOUND_SHARE * trueMb));
    }

    /** The same of the machine's committed memory, which other programs move as well; so it is bounded by nothing. */
    CalibrationRow committedRow(String key, List<SeenLoad> empty, List<SeenLoad> loaded) {
        return growthRow(
                "committed growth at load",
                key,
                known(empty, SeenLoad::committedGrowthBytes),
                known(loaded, SeenLoad::committedGrowthBytes),
                null);
    }

    /** Medians over one load; null where it cannot be read. */
    record SeenLoad(@Nullable Double workerBytes, @Nullable Double committedGrowthBytes) {}

    private CalibrationRow growthRow(
            String what, String key, double[] empty, double[] loaded, @Nullable Double boundMb) {
        double trueMb = residentMb(key);
        List<Double> errors = new ArrayList<>();
        if (empty.length > 0) {
            double base = Percentile.of(empty, 50) / MEGABYTE - residentMb("calib/empty");
            for (double bytes : loaded) {
                errors.add(bytes / MEGABYTE - base - trueMb);
            }
        }
        return CalibrationRow.of(what, Math.round(trueMb) + " MB allocated", "MB", errors, boundMb);
    }

    private double residentMb(String key) {
        return script.find(key).orElseThrow().residentBytes() / MEGABYTE;
    }

    private static double[] known(List<SeenLoad> loads, Function<SeenLoad, @Nullable Double> figure) {
        return loads.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private @Nullable Double observed(Function<Sample, @Nullable Long> figure) {
        return median(observe(), figure);
    }

    private List<Sample> observe() {
        long from = clock.nowNs();
        LockSupport.parkNanos(OBSERVED.toNanos());
        return monitor.between(from, clock.nowNs());
    }

    private static @Nullable Double median(List<Sample> samples, Function<Sample, @Nullable Long> figure) {
        double[] readings = samples.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(Long::doubleValue)
                .toArray();
        return readings.length == 0 ? null : (Double) Percentile.of(readings, 50);
    }

    /** What the sampler says of itself. */
    List<CalibrationRow> samplerRows() {
        SamplerMetrology self = monitor.metrology();
        List<CalibrationRow> rows = new ArrayList<>();
        Double hz = self.achievedHz();
        Double gap = self.worstGapMs();
        Double cpu = self.cpuShare();
        String conditions = self.samples() + " samples, " + self.missedTicks() + " ticks missed";
        if (hz != null) {
            rows.add(CalibrationRow.of("sampler rate", conditions, "Hz", List.of(hz - 1000 / self.intervalMs()), null));
        }
        if (gap != null) {
            rows.add(CalibrationRow.of("sampler worst gap", conditions, "ms", List.of(gap - self.intervalMs()), null));
        }
        if (cpu != null) {
            rows.add(CalibrationRow.of("sampler CPU", conditions, "% of a core", List.of(cpu * 100), null));
        }
        return rows;
    }

    @Override
    public void close() {
        monitor.close();
        client.close();
        server.close();
    }

    private LoadedModel load(String key) {
        return client.load(new LoadRequest(key, LoadConfig.ofContext(8192)));
    }

    private GenerationTrace generate(LoadedModel model, int tokens, int number) {
        String prompt = "Calibration prompt number " + number
                + ": say something about the sea, the weather, and the ships that sail on it, at some length.";
        return client.generate(model, new GenerationRequest(prompt, tokens, 0, null));
    }

    private List<TimingErrors> compare(List<GenerationTrace> traces, LoadedModel model, int tokens) throws IOException {
        List<TrueGeneration> truths = Truths.of(truth, model.modelKey(), WARMUPS + traces.size());
        List<TimingErrors> errors = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            errors.add(TimingErrors.of(traces.get(i), tokens, truths.get(WARMUPS + i)));
        }
        return errors;
    }

    private static @Nullable Long workerBytes(Sample sample) {
        return sample.workerAnonBytes() != null ? sample.workerAnonBytes() : sample.workerFootprintBytes();
    }
}

package io.github.mlxgguf.calibration;

import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.embedded.EmbeddedServer;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.metric.GenerationFigures;
import io.github.mlxgguf.metric.Percentile;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.monitor.SamplerMetrology;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The embedded server with a real model in memory, and the memory monitor as a benchmark runs it, samples on disk included. */
final class SamplerBench implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Long enough that a rate is one of the engine and not of the scheduler. */
    private static final int TOKENS = 150;

    private final SessionClock clock = SessionClock.start();
    private final EmbeddedServer server;
    private final LmStudioServer client;
    private final LoadedModel model;
    private final ResultsFolder results;
    private int session;
    private int prompts;

    private SamplerBench(EmbeddedServer server, ServerConfig config, ResultsFolder results) {
        this.server = server;
        this.client = new LmStudioServer(config, clock);
        this.results = results;
        ModelEntry smallest = client.models().stream()
                .min(Comparator.comparingLong(entry -> entry.sizeBytes() == null ? Long.MAX_VALUE : entry.sizeBytes()))
                .orElseThrow();
        this.model = client.load(new LoadRequest(smallest.key(), LoadConfig.ofContext(2048)));
    }

    /** Loads the smallest model of the embedded server. */
    static SamplerBench open(Path folder) throws IOException {
        Files.createDirectories(folder);
        EmbeddedServer server =
                EmbeddedServer.start(EmbeddedServer.Options.defaults(folder.resolve("sampler-engine.log")));
        ServerConfig config = ConfigLoader.load(
                        "server: {kind: embedded, base_url: '" + server.baseUrl() + "'}", "calibration", Map.of())
                .server();
        ResultsFolder results = ResultsFolder.create(folder.resolve("samples"), null, Instant.now());
        return new SamplerBench(server, config, results);
    }

    /** Lets the sampler run so long, and asks it. */
    SamplerMetrology watch(Duration duration) {
        try (Watch watch = new Watch()) {
            long endNs = clock.nowNs() + duration.toNanos();
            while (clock.nowNs() < endNs) {
                LockSupport.parkNanos(endNs - clock.nowNs());
            }
            return watch.end();
        }
    }

    /**
     * Decode rate with the sampler on over the rate with it off, minus 1, for neighbouring generations; each pair begins with the
     * other arm than the one before.
     */
    List<Double> effectOnDecodeRate(int pairs) {
        List<Double> effects = new ArrayList<>();
        decodeRate(false);
        decodeRate(true);
        for (int pair = 0; pair < pairs; pair++) {
            boolean onFirst = pair % 2 == 0;
            double first = decodeRate(onFirst);
            double second = decodeRate(!onFirst);
            effects.add((onFirst ? first / second : second / first) - 1);
        }
        return effects;
    }

    /** The middle one of three generations. */
    private double decodeRate(boolean watched) {
        if (!watched) {
            return decodeRate();
        }
        try (Watch watch = new Watch()) {
            double rate = decodeRate();
            watch.end();
            return rate;
        }
    }

    private double decodeRate() {
        double[] rates = new double[3];
        for (int i = 0; i < rates.length; i++) {
            GenerationTrace trace = client.generate(
                    model, new GenerationRequest("Calibration prompt number " + prompts++, TOKENS, 0, null));
            Double rate = GenerationFigures.from(trace, TOKENS, true).decodeTokensPerSecond();
            if (rate == null) {
                throw new IllegalStateException("expected a decode rate of " + TOKENS + " tokens, found none");
            }
            rates[i] = rate;
        }
        return Percentile.of(rates, 50);
    }

    @Override
    public void close() {
        client.unload(model.instanceId());
        client.close();
        server.close();
    }

    /** A monitor that writes its samples as a run does. */
    private final class Watch implements AutoCloseable {
        private final SampleWriter samples = SampleWriter.open(results, ++session);
        private final MemoryMonitor monitor =
                MemoryMonitor.start(clock, INTERVAL, server.baseUrl().getPort(), samples::write);

        SamplerMetrology end() {
            monitor.close();
            return monitor.metrology();
        }

        @Override
        public void close() {
            monitor.close();
            samples.close();
        }
    }
}

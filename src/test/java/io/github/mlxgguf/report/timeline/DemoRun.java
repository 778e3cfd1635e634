package io.github.mlxgguf.report.timeline;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.Envelope;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.record.UnloadBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A run as a Mac would leave it, made in code: two builds, two rounds on two loads each, a resumed session, a hole in the samples,
 * the begin of swapping, memory pressure, and a name that tries to be markup.
 */
final class DemoRun {
    static final String PAIR = "Llama 3.3 70B <b>\"x\"</b>";
    static final String RUN_ID = "20261121-090000-d3m0";
    static final long GB = 1_000_000_000L;
    static final long PAGE = 16_384;
    static final long RAM = 137_438_953_472L;

    private static final long MS = 1_000_000L;
    private static final long S = 1_000_000_000L;
    private static final LoadConfigInfo CONFIG = new LoadConfigInfo(8192, 1, null, null, null, null);

    final List<Entry> entries = new ArrayList<>();
    final List<SampleLine> samples = new ArrayList<>();

    private final Random random = new Random(7);
    private final String serverKind;
    private int session = 1;
    private long seq;
    private long now;
    private double resident;
    private double swap;
    private double heat = 48;

    private DemoRun(String serverKind) {
        this.serverKind = serverKind;
    }

    /** Eight minutes, in two sessions with a pause of almost four minutes between them. */
    static DemoRun whole(String serverKind) {
        DemoRun run = new DemoRun(serverKind);
        run.start();
        run.variant("baseline", 1, 0.03, false);
        run.variant("candidate", 1, 0, false);
        run.session = 2;
        run.now = 0;
        run.add("session", new SessionBody(2, "2026-11-21T09:06:00.000Z", 4712, RUN_ID, List.of(), List.of()));
        run.variant("candidate", 2, 0, true);
        run.variant("baseline", 2, 0.05, false);
        run.add("end", new EndBody("completed", new EndBody.Counts(4, 24, 24, 7, 0, 1, 0), null, List.of()));
        return run;
    }

    TimelineBuilder into(TimelineBuilder builder) {
        entries.forEach(builder::accept);
        samples.forEach(builder::accept);
        return builder;
    }

    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("records.jsonl"),
                entries.stream()
                        .map(entry -> RecordJson.line(entry.envelope(), entry.body()))
                        .toList());
        Files.write(
                folder.resolve("samples.jsonl"),
                samples.stream()
                        .map(line -> RecordJson.line(line.session(), line.sample()))
                        .toList());
        return folder;
    }

    private void start() {
        add(
                "run",
                new RunBody(
                        "0.1.0",
                        "abc1234",
                        new RunBody.ServerInfo(
                                serverKind, "http://127.0.0.1:1234", serverKind.equals("simulated"), "0.4.25"),
                        new RunBody.HardwareProfile("Mac15,9", "Apple M3 Max", 12, 4, 40, RAM, 0L),
                        new RunBody.OsInfo("macOS", "15.5", "aarch64"),
                        new RunBody.JvmInfo("Eclipse Adoptium", "17.0.15"),
                        "config/benchmark.yaml",
                        "0".repeat(64),
                        null,
                        new RunBody.Settings(2, 1, 3, "time", 10, 42, 300, 0, 8192, null, 100, 0.03),
                        List.of(new RunBody.PairInfo(
                                PAIR,
                                "dense",
                                "format",
                                new RunBody.VariantInfo("GGUF", "gguf", "Q8_0", "llama-3.3-70b@q8_0", 74 * GB),
                                new RunBody.VariantInfo("MLX", "mlx", "8bit", "llama-3.3-70b-mlx", 72 * GB))),
                        List.of()));
        add("session", new SessionBody(1, "2026-11-21T09:00:00.000Z", 4711, null, List.of(), List.of()));
    }

    private void variant(String variant, int round, double leak, boolean throttled) {
        long baselineStart = now;
        sample(5, 0.02, 0.01, false);
        PhaseMemory before = phase("baseline", baselineStart, 30);
        long loadStart = now;
        double size = variant.equals("baseline") ? 78 : 75;
        for (int step = 0; step < 40; step++) {
            resident = size * (step + 1) / 40;
            sample(0.1, 0.2, 0.15, false);
        }
        long loadEnd = now;
        sample(3, 0.02, 0.01, false);
        long loadSeq = seq;
        String key = variant.equals("baseline") ? "llama-3.3-70b@q8_0" : "llama-3.3-70b-mlx";
        String format = variant.equals("baseline") ? "gguf" : "mlx";
        add(
                "load",
                new LoadBody(
                        PAIR,
                        variant,
                        format,
                        round,
                        null,
                        key,
                        key,
                        "Q8_0",
                        74 * GB,
                        "70B",
                        "llama",
                        "rest",
                        loadStart,
                        loadEnd,
                        4.0,
                        3.9,
                        CONFIG,
                        CONFIG,
                        new LoadBody.Identity("rest", "key"),
                        round == 1,
                        4000L + round,
                        10.0,
                        before,
                        phase("loaded", loadEnd, 105),
                        List.of(),
                        null));
        cell(variant, format, key, round, "simple-generation", loadSeq, 3, leak, false);
        cell(variant, format, key, round, "context-stress", loadSeq, 3, leak, throttled);
        long unloadStart = now;
        resident = 0;
        swap = Math.max(0, swap - 0.2);
        sample(1, 0.1, 0.2, false);
        long unloadEnd = now;
        sample(6, 0.02, 0.01, false);
        add(
                "unload",
                new UnloadBody(
                        PAIR,
                        variant,
                        format,
                        round,
                        loadSeq,
                        key,
                        unloadStart,
                        unloadEnd,
                        1.0,
                        74 * GB,
                        2.0,
                        phase("unloaded", unloadEnd, 31),
                        List.of(),
                        null));
    }

    private void cell(
            String variant,
            String format,
            String key,
            int round,
            String scenario,
            long loadSeq,
            int count,
            double leak,
            boolean troubled) {
        long cellStart = now;
        for (int iteration = 1; iteration <= count; iteration++) {
            long start = now;
            sample(1.2, 0.3, 0.1, true);
            long first = now;
            for (int step = 0; step < 60; step++) {
                resident += leak / 10;
                if (troubled && iteration == 2) {
                    swap += 0.02;
                    resident += 0.45;
                }
                sample(0.1, 0.12, 0.05, true);
            }
            if (troubled && iteration == 2) {
                add(
                        "anomaly",
                        new AnomalyBody(
                                "swap_onset",
                                PAIR,
                                variant,
                                format,
                                scenario,
                                round,
                                first,
                                first + S,
                                120e6,
                                "Swap in use grew by 120 MB within a minute."));
                // The monitor was late: nothing is known of four seconds.
                now += 4 * S;
                add(
                        "anomaly",
                        new AnomalyBody(
                                "sampler_gap",
                                null,
                                null,
                                null,
                                null,
                                null,
                                now - 4 * S,
                                now,
                                4,
                                "No sample for 4.0 s."));
            }
            add("generation", generation(variant, format, key, round, scenario, loadSeq, iteration, start, first));
            sample(1, 0.02, 0.01, false);
        }
        if (troubled) {
            resident -= 27;
            add(
                    "anomaly",
                    new AnomalyBody(
                            "throttling",
                            PAIR,
                            variant,
                            format,
                            scenario,
                            round,
                            cellStart,
                            now,
                            0.14,
                            "Decode speed fell from 12.0 to 10.3 tokens/s while the work was the same."));
        }
        add(
                "scenario",
                new ScenarioBody(
                        PAIR,
                        variant,
                        format,
                        scenario,
                        round,
                        loadSeq,
                        troubled ? "broken" : "passed",
                        troubled ? "the stream was cut" : null,
                        null,
                        cellStart,
                        now,
                        List.of(
                                phase("prefill", cellStart, 106),
                                phase("decode", cellStart, 108),
                                phase("after", cellStart, 105)),
                        List.of(),
                        troubled ? List.of("swapped") : List.of()));
    }

    private GenerationBody generation(
            String variant,
            String format,
            String key,
            int round,
            String scenario,
            long loadSeq,
            int iteration,
            long start,
            long first) {
        return new GenerationBody(
                PAIR,
                variant,
                format,
                key,
                scenario,
                round,
                loadSeq,
                iteration,
                "measured",
                new GenerationBody.PromptInfo("p1", "0".repeat(64), "[salt]"),
                new GenerationBody.Parameters(300, 0, null),
                start,
                now,
                (first - start) / 1e6,
                null,
                null,
                (now - start) / 1e6,
                500L,
                72L,
                0L,
                72,
                400.0,
                12.0 - iteration / 10.0,
                10.0,
                null,
                null,
                null,
                null,
                null,
                null,
                400,
                List.of(),
                List.of(),
                null);
    }

    /** Samples for some seconds at 10 Hz, as noisy as a machine is. */
    private void sample(double seconds, double user, double system, boolean working) {
        for (int tick = 0; tick < Math.round(seconds * 10); tick++) {
            now += 100 * MS;
            heat += ((working ? 84 : 50) - heat) / 60;
            double committed = 29 + resident + random.nextDouble() * 0.2;
            double available = Math.max(2, RAM / 1e9 - committed - 3);
            boolean slow = now / (100 * MS) % 10 == 0;
            SampleBuilder sample = new SampleBuilder()
                    .committedBytes(bytes(committed))
                    .availableBytes(bytes(available))
                    .swapUsedBytes(bytes(swap))
                    .pressure(available < 8 ? 4 : available < 18 ? 2 : 1)
                    .cpuUser(user + random.nextDouble() * 0.05)
                    .cpuSystem(system + random.nextDouble() * 0.03)
                    .load1m(2 + user * 12 + random.nextDouble() * 0.1)
                    .serverTreeBytes(bytes(resident + 1.4))
                    .wiredBytes(bytes(4 + resident * 0.9))
                    .powerSource(session == 2 && resident == 0 ? "battery" : "mains")
                    .thermal(heat > 80 ? "fair" : "nominal");
            if (resident > 0) {
                sample.workerPid(4711L).workerFootprintBytes(bytes(resident + random.nextDouble() * 0.05));
            }
            if (slow) {
                sample.gpuDevice(working ? 0.9 + random.nextDouble() * 0.1 : 0.03)
                        .gpuRenderer(working ? 0.85 + random.nextDouble() * 0.1 : 0.02)
                        .gpuTiler(working ? 0.05 : 0.01)
                        .gpuMemoryBytes(bytes(resident * 0.97 + 1))
                        .powerW((working ? 55 : 8) + random.nextDouble() * 4)
                        .cpuPowerW((working ? 12 : 3) + random.nextDouble())
                        .gpuPowerW((working ? 38 : 1) + random.nextDouble() * 2)
                        .temperatureC(heat + random.nextDouble())
                        .gpuTemperatureC(heat - 4 + random.nextDouble());
            }
            samples.add(new SampleLine(session, sample.build(now)));
        }
    }

    private void add(String kind, Body body) {
        entries.add(new Entry(
                new Envelope("1.0", kind, RUN_ID, seq++, "2026-11-21T09:00:00.000Z", session, now, serverKind), body));
    }

    private PhaseMemory phase(String name, long startNs, long gigabytes) {
        return new PhaseMemory(
                name,
                startNs,
                now,
                Map.of("committed_bytes", new MemoryStat(gigabytes * GB, gigabytes * GB + 400_000_000L, 50)));
    }

    private static @Nullable Long bytes(double gigabytes) {
        return Math.round(gigabytes * GB / PAGE) * PAGE;
    }
}

package io.github.mlxgguf.calibration;

import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.Envelope;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.trace.Role;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A results folder of any size, as a run of some days on a Mac would leave it: each load has a warm-up and 99 measured generations
 * in three scenarios, and 5,000 samples at 10 Hz lie around them. The same numbers give the same bytes.
 *
 * @param pairs of builds
 * @param rounds in which each build is loaded once
 * @param ended whether the run ended in order; a crash leaves no end record and a torn line
 */
record LargeRun(int pairs, int rounds, boolean ended) {
    static final int GENERATIONS_A_LOAD = 100;
    static final int SAMPLES_A_LOAD = 5_000;

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant WALL_ANCHOR = Instant.parse("2026-11-21T01:00:00Z");

    private static final int TICKS_BEFORE = 100;
    private static final int TICKS_LOADING = 150;
    private static final int TICKS_LOADED = 50;
    private static final int TICKS_PREFILL = 6;
    private static final int TICKS_DECODE = 34;
    private static final int TICKS_AFTER = 6;
    private static final int TICKS_UNLOADING = 20;
    private static final int TICKS_UNLOADED = 80;

    /** A scenario and its prompts in turn. */
    private record Cell(String scenario, List<String> prompts, int generations) {}

    private static final List<Cell> CELLS = List.of(
            new Cell("simple-generation", List.of("short-story", "haiku", "train-speed"), 30),
            new Cell("context-stress", List.of("document-1000", "document-2000", "document-4000"), 30),
            new Cell("leak-detection", List.of("entanglement-200-words"), 39));

    int generations() {
        return 2 * pairs * rounds * GENERATIONS_A_LOAD;
    }

    int samples() {
        return 2 * pairs * rounds * SAMPLES_A_LOAD;
    }

    /** Writes the records and the samples into a folder, which is made. */
    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter records = Files.newBufferedWriter(folder.resolve(ResultsFolder.RECORDS));
                BufferedWriter samples = Files.newBufferedWriter(folder.resolve(ResultsFolder.SAMPLES))) {
            new Writer(records, new MacSamples(samples)).write();
        }
    }

    private final class Writer {
        private final BufferedWriter out;
        private final MacSamples machine;
        private long seq;

        Writer(BufferedWriter out, MacSamples machine) {
            this.out = out;
            this.machine = machine;
        }

        void write() throws IOException {
            add(
                    "run",
                    LargeRunBodies.run(
                            pairs, rounds, CELLS.stream().map(Cell::scenario).toList()));
            add("session", new SessionBody(1, MILLIS.format(WALL_ANCHOR), 4711, null, List.of(), List.of()));
            add("engine", new EngineBody("gguf", "llama.cpp-mac-arm64-apple-metal", "1.52.0", "0.4.25", "v0"));
            add("engine", new EngineBody("mlx", "mlx-llm-mac-arm64-apple-metal", "0.28.1", "0.4.25", "v0"));
            for (int round = 1; round <= rounds; round++) {
                for (int pair = 1; pair <= pairs; pair++) {
                    load(new LargeRunBodies(pair, true, round));
                    load(new LargeRunBodies(pair, false, round));
                }
            }
            if (ended) {
                int cells = 2 * pairs * rounds * CELLS.size();
                int loads = 2 * pairs * rounds;
                add(
                        "end",
                        new EndBody(
                                "completed",
                                new EndBody.Counts(loads, generations(), generations() - loads, cells, 0, 0, 0),
                                new EndBody.SamplerInfo(100, samples(), 0, 10.0, 104.5, 0.003, 250_000.0),
                                List.of()));
            } else {
                out.write("{\"schema_version\":\"1.0\",\"kind\":\"gener");
                machine.tear();
            }
        }

        private void load(LargeRunBodies side) throws IOException {
            long beforeNs = machine.nowNs();
            machine.run(TICKS_BEFORE);
            long startNs = machine.nowNs();
            machine.load(TICKS_LOADING, side.residentBytes());
            long endNs = machine.nowNs();
            machine.run(TICKS_LOADED);
            long load = add("load", side.load(beforeNs, startNs, endNs, machine.nowNs()));
            for (Cell cell : CELLS) {
                cell(side, load, cell);
            }
            long unloadNs = machine.nowNs();
            machine.unload(TICKS_UNLOADING);
            long unloadedNs = machine.nowNs();
            machine.run(TICKS_UNLOADED);
            add("unload", side.unload(load, unloadNs, unloadedNs, machine.nowNs()));
        }

        private void cell(LargeRunBodies side, long load, Cell cell) throws IOException {
            long startNs = machine.nowNs();
            List<ScenarioBody.MemoryPoint> points = new ArrayList<>();
            if (cell.equals(CELLS.get(0))) {
                generation(side, load, cell, 0, Role.WARMUP);
            }
            for (int i = 0; i < cell.generations(); i++) {
                GenerationBody generation = generation(side, load, cell, i, Role.MEASURED);
                points.add(side.point(generation, machine.nowNs()));
            }
            add("scenario", side.cell(cell.scenario(), load, startNs, machine.nowNs(), points));
        }

        private GenerationBody generation(LargeRunBodies side, long load, Cell cell, int index, Role role)
                throws IOException {
            String prompt = cell.prompts().get(index % cell.prompts().size());
            long startNs = machine.nowNs();
            machine.work(TICKS_PREFILL);
            long firstNs = machine.nowNs();
            machine.work(TICKS_DECODE);
            GenerationBody generation = side.generation(
                    cell.scenario(),
                    prompt,
                    load,
                    index / cell.prompts().size() + 1,
                    role,
                    startNs,
                    firstNs,
                    machine.nowNs());
            machine.run(TICKS_AFTER);
            add("generation", generation);
            return generation;
        }

        private long add(String kind, Body body) throws IOException {
            long nowNs = machine.nowNs();
            out.write(RecordJson.line(
                    new Envelope(
                            RecordJson.SCHEMA_VERSION,
                            kind,
                            "large-run",
                            seq,
                            MILLIS.format(WALL_ANCHOR.plusNanos(nowNs)),
                            1,
                            nowNs,
                            "lmstudio"),
                    body));
            out.write('\n');
            return seq++;
        }
    }
}

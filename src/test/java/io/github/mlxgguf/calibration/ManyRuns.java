package io.github.mlxgguf.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.VariantInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A folder of nightly runs of two machines, as years would leave it: 2 pairs, 6 scenarios, 3 rounds each, another engine every
 * 100 runs. The runs of one engine are 10 different ones, again and again. The same numbers give the same bytes.
 *
 * @param runs how many
 * @param summaries whether each has its summary.json
 */
record ManyRuns(int runs, boolean summaries) {
    private static final int RUNS_OF_AN_ENGINE = 100;
    private static final int DIFFERENT = 10;
    private static final Instant FIRST = Instant.parse("2024-01-01T01:00:00Z");
    private static final String FIXTURE_TS = "2026-11-21T01:00:00.000Z";
    private static final String FIXTURE_CHIP = "Apple M3 Max";
    private static final String MOE = "Scout 17B-16E";
    private static final double SPREAD = 0.02;
    private static final ObjectWriter SUMMARY = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build()
            .writerWithDefaultPrettyPrinter();

    private record Made(String records, String summary) {}

    void writeTo(Path root) throws IOException {
        List<Made> made = List.of();
        for (int number = 0; number < runs; number++) {
            if (number % RUNS_OF_AN_ENGINE == 0) {
                made = different(number / RUNS_OF_AN_ENGINE);
            }
            Made one = made.get(number / 2 % DIFFERENT);
            String id = String.format(Locale.ROOT, "nightly-%04d", number);
            Path folder = Files.createDirectories(root.resolve(id));
            Files.writeString(folder.resolve(ResultsFolder.RECORDS), own(one.records(), id, number));
            if (summaries) {
                Files.writeString(folder.resolve(ResultsFolder.SUMMARY), own(one.summary(), id, number));
            }
        }
    }

    private static String own(String text, String id, int number) {
        String started = FIRST.plus(Duration.ofDays(number)).plusMillis(1).toString();
        return text.replace("\"run-1\"", "\"" + id + "\"")
                .replace(FIXTURE_TS, started)
                .replace(FIXTURE_CHIP, number % 2 == 0 ? FIXTURE_CHIP : "Apple M4 Max");
    }

    private static List<Made> different(int engine) throws JsonProcessingException {
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            RunFixture run = run(engine, new Random(engine * 1_000L + i));
            made.add(new Made(
                    run.jsonl(),
                    SUMMARY.writeValueAsString(RunAnalysis.of(run.data()).summary())));
        }
        return made;
    }

    private static RunFixture run(int engine, Random random) {
        RunFixture run = new RunFixture();
        run.otherPairs = List.of(new PairInfo(
                MOE,
                "moe",
                "format",
                new VariantInfo("GGUF", "gguf", "Q4_K_M", "scout-gguf", 1_000_000_000L),
                new VariantInfo("MLX", "mlx", "4bit", "scout-mlx", 1_010_000_000L),
                List.of()));
        run.start();
        run.engine("gguf", "llama.cpp", "1." + (50 + engine) + ".0");
        run.engine("mlx", "mlx-llm", "0." + (20 + engine) + ".1");
        for (String pair : List.of("Llama 3.2 1B", MOE)) {
            run.pair = pair;
            for (int round = 1; round <= 3; round++) {
                for (String variant : List.of(RunFixture.BASELINE, RunFixture.CANDIDATE)) {
                    load(run, variant, round, 1 + 0.05 * engine, random);
                }
            }
        }
        return run.end("completed");
    }

    private static void load(RunFixture run, String variant, int round, double speed, Random random) {
        long load = run.load(variant, round, 2 * (1 + SPREAD * random.nextGaussian()));
        Cell cell = new Cell(run, variant, round, load, speed, random);
        cell.play("simple-generation", 3, "short-story", "haiku", "train-speed");
        cell.play("context-stress", 3, "document-1000", "document-2000", "document-4000");
        cell.play("cold-start", 1, "haiku");
        if (round == 1) {
            cell.play(
                    "leak-detection",
                    1,
                    "entanglement-200-words",
                    "train-speed",
                    "haiku",
                    "fibonacci",
                    "remote-work",
                    "fruits-by-colour",
                    "short-story",
                    "summary",
                    "list",
                    "story");
            cell.play("moe", 2, "train-speed", "short-story", "fibonacci", "fruits-by-colour");
            cell.play("concurrency", 5, "short-story");
        }
        run.unload(variant, round, load);
    }

    private record Cell(RunFixture run, String variant, int round, long load, double speed, Random random) {
        void play(String scenario, int iterations, String... prompts) {
            run.scenario = scenario;
            for (String prompt : prompts) {
                run.prompt = prompt;
                for (int i = 1; i <= iterations; i++) {
                    double off = 1 + SPREAD * random.nextGaussian();
                    double decode = variant.equals(RunFixture.BASELINE) ? 50 : 60;
                    run.generation(variant, round, load, i, Measured.of(200 * off / speed, decode * off * speed));
                }
            }
            run.cell(variant, round, load, 11_200_000_000L + (long) (1e8 * random.nextDouble()));
        }
    }
}

package io.github.mlxgguf.analysis.change;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pairs of runs made by hand, which differ in what a test is about and in nothing else. */
public final class ChangeRuns {
    private static final double GGUF = 50;
    private static final long PEAK = 11_200_000_000L;

    private static final String LEAK = "leak-detection";
    private static final int LEAK_REQUESTS = 30;

    private ChangeRuns() {}

    /** Decode rates of MLX in the old run; GGUF decodes at 50 tokens/s in every round. */
    public static double[] oldMlx() {
        return new double[] {100, 104, 96};
    }

    /** A fifth less in every round. */
    public static double[] slowerMlx() {
        return new double[] {80, 83.2, 76.8};
    }

    /** One round for each rate; time to first text is 200 ms, a load takes 2 s. */
    public static RunFixture run(double... mlx) {
        return measured(new RunFixture(), 200, mlx);
    }

    /** The same with another time to first text. */
    public static RunFixture measured(RunFixture run, double ttftMs, double... mlx) {
        for (int round = 1; round <= mlx.length; round++) {
            run.planned(BASELINE, SIMPLE, round);
            run.planned(CANDIDATE, SIMPLE, round);
        }
        run.start().engine("gguf", "llama.cpp", "1.2.3").engine("mlx", "mlx-llm", "1.1.0");
        for (int round = 1; round <= mlx.length; round++) {
            run.halfRound(BASELINE, round, 2, Measured.of(ttftMs, GGUF), PEAK);
            run.halfRound(CANDIDATE, round, 2, Measured.of(ttftMs, mlx[round - 1]), PEAK);
        }
        return run.end("completed");
    }

    /** The old run, but the MLX build dies in its second round. */
    public static RunFixture broken() {
        return failing(2);
    }

    /** The old run, but the MLX build dies in some of its rounds. */
    public static RunFixture failing(int... rounds) {
        RunFixture run = new RunFixture();
        for (int round = 1; round <= 3; round++) {
            run.planned(BASELINE, SIMPLE, round);
            run.planned(CANDIDATE, SIMPLE, round);
        }
        run.start().engine("gguf", "llama.cpp", "1.2.3").engine("mlx", "mlx-llm", "1.1.0");
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 2, Measured.of(200, GGUF), PEAK);
            int current = round;
            if (IntStream.of(rounds).anyMatch(one -> one == current)) {
                FailureInfo died = new FailureInfo("worker_died", "The engine died: exit code 9.");
                long seq = run.load(CANDIDATE, round, 2);
                run.generation(CANDIDATE, round, seq, 1, "measured", Measured.of(0, 0), List.of(), died);
                run.cell(CANDIDATE, round, seq, "broken", died.message(), died, List.of());
            } else {
                run.halfRound(CANDIDATE, round, 2, Measured.of(200, oldMlx()[round - 1]), PEAK);
            }
        }
        return run.end("completed");
    }

    /** Thirty equal requests on one load, after each of which the MLX build keeps so much more. */
    public static RunFixture leak(double mbPerRequest) {
        RunFixture run = new RunFixture();
        run.rounds = 1;
        run.planned(BASELINE, LEAK, 1).planned(CANDIDATE, LEAK, 1).start().engine();
        run.scenario = LEAK;
        run.ask("haiku", 0, 1000);
        leakHalf(run, BASELINE, 0);
        leakHalf(run, CANDIDATE, mbPerRequest);
        return run.end("completed");
    }

    private static void leakHalf(RunFixture run, String variant, double mbPerRequest) {
        long seq = run.load(variant, 1, 2);
        List<MemoryPoint> points = new ArrayList<>();
        for (int request = 1; request <= LEAK_REQUESTS; request++) {
            run.generation(variant, 1, seq, request, Measured.of(200, GGUF));
            // Between −0.3 and 0.3 MB without order and without a trend.
            double noiseMb = (request * 7919 % 13 - 6) * 0.05;
            long bytes = 1_050_000_000L + Math.round((mbPerRequest * request + noiseMb) * 1e6);
            PhaseMemory after = new PhaseMemory(
                    "after",
                    request * 1_000L,
                    request * 1_000L + 999,
                    Map.of("worker_footprint_bytes", new MemoryStat(bytes, null, 20)));
            points.add(new MemoryPoint("haiku", request, List.of(after)));
        }
        run.points = points;
        run.cell(variant, 1, seq, PEAK);
        run.unload(variant, 1, seq);
    }

    /** The old run, but the MLX build answers nothing, and its cells say that they passed. */
    public static RunFixture unanswered() {
        RunFixture run = new RunFixture();
        for (int round = 1; round <= 3; round++) {
            run.planned(BASELINE, SIMPLE, round);
            run.planned(CANDIDATE, SIMPLE, round);
        }
        run.start().engine("gguf", "llama.cpp", "1.2.3").engine("mlx", "mlx-llm", "1.1.0");
        FailureInfo gone = new FailureInfo("timeout", "gone");
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 2, Measured.of(200, GGUF), PEAK);
            long seq = run.load(CANDIDATE, round, 2);
            for (int iteration = 1; iteration <= 3; iteration++) {
                run.generation(CANDIDATE, round, seq, iteration, "measured", Measured.of(0, 0), List.of(), gone);
            }
            run.cell(CANDIDATE, round, seq, PEAK);
            run.unload(CANDIDATE, round, seq);
        }
        return run.end("completed");
    }

    /** The old run, but only its GGUF build was measured; the MLX build stands in the plan as impossible, or not at all. */
    public static RunFixture half(boolean planned) {
        RunFixture run = new RunFixture();
        for (int round = 1; round <= 3; round++) {
            run.planned(BASELINE, SIMPLE, round);
            if (planned) {
                run.impossible(CANDIDATE, SIMPLE, round, "incomplete build: 3 of 5 files", null);
            }
        }
        run.start().engine("gguf", "llama.cpp", "1.2.3");
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 2, Measured.of(200, GGUF), PEAK);
        }
        return run.end("completed");
    }

    /** Compared as the command does it: from records on disk. */
    public static RunChange compare(Path root, String old, String now) {
        return RunComparer.compare(
                ComparedRun.of(RunReader.read(write(root, "old", old))),
                ComparedRun.of(RunReader.read(write(root, "new", now))),
                Thresholds.DEFAULT);
    }

    /** A results folder whose run has the folder's name. */
    public static Path write(Path root, String name, String jsonl) {
        try {
            Path folder = Files.createDirectories(root.resolve(name));
            Files.writeString(
                    folder.resolve("records.jsonl"),
                    jsonl.replace("\"run_id\":\"run-1\"", "\"run_id\":\"" + name + "\""));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

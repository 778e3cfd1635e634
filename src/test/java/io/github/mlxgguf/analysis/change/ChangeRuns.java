package io.github.mlxgguf.analysis.change;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.RunReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pairs of runs made by hand, which differ in what a test is about and in nothing else. */
public final class ChangeRuns {
    private static final double GGUF = 50;
    private static final long PEAK = 11_200_000_000L;

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
        RunFixture run = new RunFixture();
        for (int round = 1; round <= 3; round++) {
            run.planned(BASELINE, SIMPLE, round);
            run.planned(CANDIDATE, SIMPLE, round);
        }
        run.start().engine("gguf", "llama.cpp", "1.2.3").engine("mlx", "mlx-llm", "1.1.0");
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 2, Measured.of(200, GGUF), PEAK);
            if (round == 2) {
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

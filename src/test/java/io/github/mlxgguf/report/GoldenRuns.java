package io.github.mlxgguf.report;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/** The runs whose reports are sealed: each shows one kind of conclusion, and nothing else is unusual in it. */
final class GoldenRuns {
    private static final int ROUNDS = 3;
    private static final long PEAK = 11_200_000_000L;
    private static final long SEALED_BASELINE = 10_000_000_000L;
    private static final String LEAK = "leak-detection";
    private static final int LEAK_REQUESTS = 30;
    private static final double MB = 1e6;

    private GoldenRuns() {}

    /** A run and the name of the folder that holds its sealed report. */
    record GoldenRun(String id, String records) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<GoldenRun> all() {
        return Stream.of(
                new GoldenRun("clear-win", RunFixture.threeRounds().jsonl()),
                new GoldenRun("practically-equal", practicallyEqual().jsonl()),
                new GoldenRun("undecided", undecided().jsonl()),
                new GoldenRun("half-missing", halfMissing().jsonl()),
                new GoldenRun("mlx-is-the-baseline", sidesSwapped(RunFixture.threeRounds())),
                new GoldenRun("machine-swapped", machineSwapped().jsonl()),
                new GoldenRun("leak-linear", leak(request -> 2 * request).jsonl()),
                new GoldenRun(
                        "leak-bounded",
                        leak(request -> 60 * (1 - Math.exp(-request / 4.0))).jsonl()),
                new GoldenRun("leak-none", leak(request -> 0).jsonl()),
                new GoldenRun("failed-cells", failedCells().jsonl()),
                new GoldenRun("unequal-sizes", unequalSizes().jsonl()),
                new GoldenRun("one-load", oneLoad().jsonl()),
                new GoldenRun("unequal-outputs", unequalOutputs().jsonl()));
    }

    /** MLX decodes 1 % faster in every round, give or take a little. */
    private static RunFixture practicallyEqual() {
        return threeRounds(new double[] {1.010, 1.012, 1.008}, PEAK + 10_000_000);
    }

    /** MLX is faster in one round and slower in the next. */
    private static RunFixture undecided() {
        return threeRounds(new double[] {0.90, 1.12, 1.02}, PEAK + 100_000_000);
    }

    private static RunFixture halfMissing() {
        RunFixture run = new RunFixture();
        run.candidateKey = null;
        for (int round = 1; round <= ROUNDS; round++) {
            run.planned(BASELINE, SIMPLE, round);
            run.impossible(
                    CANDIDATE, SIMPLE, round, "The MLX build is not downloaded.", "lms get llama-3.2-1b-mlx --mlx");
        }
        run.start().engine();
        for (int round = 1; round <= ROUNDS; round++) {
            run.halfRound(BASELINE, round, 2, Measured.of(200, 50), PEAK);
        }
        return run.end("completed");
    }

    /** The same run with the formats changing places, as a config with {@code baseline:} and {@code candidate:} may have it. */
    private static String sidesSwapped(RunFixture run) {
        return run.jsonl()
                .replace("GGUF", "\0G")
                .replace("MLX", "GGUF")
                .replace("\0G", "MLX")
                .replace("\"gguf\"", "\0g")
                .replace("\"mlx\"", "\"gguf\"")
                .replace("\0g", "\"mlx\"")
                .replace("\"Q8_0\"", "\0q")
                .replace("\"8bit\"", "\"Q8_0\"")
                .replace("\0q", "\"8bit\"")
                .replace("\"llama-3.2-1b\"", "\0k")
                .replace("\"llama-3.2-1b-mlx\"", "\"llama-3.2-1b\"")
                .replace("\0k", "\"llama-3.2-1b-mlx\"");
    }

    private static RunFixture machineSwapped() {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        return run.end("completed", List.of("swap_grew"));
    }

    /** A load of MLX fails in the second round, and a generation of GGUF in the third. */
    private static RunFixture failedCells() {
        RunFixture run = new RunFixture().planThreeRounds().start().engine();
        for (int round = 1; round <= ROUNDS; round++) {
            if (round < ROUNDS) {
                run.halfRound(BASELINE, round, 2, Measured.of(200, 50), PEAK);
            } else {
                generationFails(run, round);
            }
            if (round == 2) {
                loadFails(run, round);
            } else {
                run.halfRound(CANDIDATE, round, 1, Measured.of(190, 100), PEAK);
            }
        }
        return run.end("completed");
    }

    private static void generationFails(RunFixture run, int round) {
        FailureInfo cut = new FailureInfo("stream_cut", "The stream ended after 12 tokens without its last event.");
        long seq = run.load(BASELINE, round, 2);
        run.generation(BASELINE, round, seq, 1, Measured.of(200, 50));
        run.generation(BASELINE, round, seq, 2, "measured", Measured.of(0, 0), List.of(), cut);
        run.cell(BASELINE, round, seq, "broken", cut.message(), cut, List.of());
        run.unload(BASELINE, round, seq);
    }

    private static void loadFails(RunFixture run, int round) {
        FailureInfo died = new FailureInfo("load_failed", "The engine died while the model was loaded: exit code 9.");
        run.load(CANDIDATE, round, null, SEALED_BASELINE, died, List.of());
        run.cell(CANDIDATE, round, null, "skipped", "model did not load", null, List.of());
    }

    private static RunFixture unequalSizes() {
        RunFixture run = new RunFixture();
        run.candidateSize = 1_400_000_000L;
        return run.planThreeRounds().start().measureThreeRounds().end("completed");
    }

    private static RunFixture oneLoad() {
        RunFixture run = new RunFixture();
        run.rounds = 1;
        run.planned(BASELINE, SIMPLE, 1).planned(CANDIDATE, SIMPLE, 1).start().engine();
        run.halfRound(BASELINE, 1, 4, Measured.of(200, 50), PEAK);
        run.halfRound(CANDIDATE, 1, 3, Measured.of(190, 100), PEAK + 300_000_000);
        return run.end("completed");
    }

    /** MLX stops earlier, so its whole request is shorter for another reason than speed. */
    private static RunFixture unequalOutputs() {
        RunFixture run = new RunFixture().planThreeRounds().start().engine();
        for (int round = 1; round <= ROUNDS; round++) {
            run.halfRound(BASELINE, round, 2, Measured.of(200, 50), PEAK);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, 60).outputTokens(80), PEAK);
        }
        return run.end("completed");
    }

    private static RunFixture threeRounds(double[] decodeRatios, long candidatePeak) {
        RunFixture run = new RunFixture().planThreeRounds().start().engine();
        double[] decode = {50, 52, 48};
        for (int round = 1; round <= ROUNDS; round++) {
            double baseline = decode[round - 1];
            run.halfRound(BASELINE, round, 2, Measured.of(200, baseline), PEAK);
            run.halfRound(CANDIDATE, round, 2, Measured.of(201, baseline * decodeRatios[round - 1]), candidatePeak);
        }
        return run.end("completed");
    }

    /** GGUF keeps what the function says, in MB after so many requests; MLX keeps nothing. */
    private static RunFixture leak(IntToDoubleFunction keptMb) {
        RunFixture run = new RunFixture();
        run.rounds = 1;
        run.planned(BASELINE, LEAK, 1).planned(CANDIDATE, LEAK, 1).start().engine();
        run.scenario = LEAK;
        run.ask("haiku", 0, 1000);
        leakHalf(run, BASELINE, keptMb);
        leakHalf(run, CANDIDATE, request -> 0);
        return run.end("completed");
    }

    private static void leakHalf(RunFixture run, String variant, IntToDoubleFunction keptMb) {
        long seq = run.load(variant, 1, 2);
        List<MemoryPoint> points = new ArrayList<>();
        for (int request = 1; request <= LEAK_REQUESTS; request++) {
            run.generation(variant, 1, seq, request, Measured.of(200, 50));
            points.add(point(request, Math.round((keptMb.applyAsDouble(request) + noiseMb(request)) * MB)));
        }
        run.points = points;
        run.cell(variant, 1, seq, PEAK);
        run.unload(variant, 1, seq);
    }

    private static MemoryPoint point(int request, long keptBytes) {
        PhaseMemory after = new PhaseMemory(
                "after",
                request * 1_000L,
                request * 1_000L + 999,
                Map.of(
                        "committed_bytes", new MemoryStat(11_100_000_000L + keptBytes, null, 20),
                        "worker_footprint_bytes", new MemoryStat(1_050_000_000L + keptBytes, null, 20)));
        return new MemoryPoint("haiku", request, List.of(after));
    }

    /** Between −0.3 and 0.3 MB without order and without a trend. */
    private static double noiseMb(int request) {
        return (request * 7919 % 13 - 6) * 0.05;
    }
}

package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.FindingsOf.pair;
import static io.github.mlxgguf.analysis.FindingsOf.row;
import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.ScenarioFindings.Kind;
import io.github.mlxgguf.analysis.evidence.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One half that cannot run keeps nothing from being shown of the other; a cell that is not meant to be is not missing. */
class HalfMissingTest {
    @Test
    void theHalfThatRanIsShownScenarioByScenario() {
        RunFixture run = new RunFixture();
        run.candidateKey = null;
        run.architecture = "moe";
        for (String scenario : List.of("moe", "concurrency")) {
            run.planned(BASELINE, scenario, 1)
                    .impossible(CANDIDATE, scenario, 1, "The MLX build is not downloaded.", "lms get mlx");
        }
        run.start();
        run.scenario = "moe";
        long shared = run.load(BASELINE, 1, 1);
        run.ask("fibonacci", 0, 1).generation(BASELINE, 1, shared, 1, Measured.of(200, 50));
        run.ask("train-speed", 1, 2).generation(BASELINE, 1, shared, 1, Measured.of(200, 40));
        run.cell(BASELINE, 1, shared, 11_000_000_000L);
        run.scenario = "concurrency";
        run.loadScenario = "concurrency";
        long own = run.load(BASELINE, 1, 1);
        run.ask("entanglement-200-words", 0, 2000).generation(BASELINE, 1, own, 1, Measured.of(200, 50));
        run.cell(BASELINE, 1, own, 11_000_000_000L);
        for (String scenario : List.of("moe", "concurrency")) {
            run.scenario = scenario;
            run.cell(CANDIDATE, 1, null, "skipped", "incomplete: The MLX build is not downloaded.", null, List.of());
        }

        assertThat(pair(run).summary().status()).isEqualTo("incomplete");
        assertThat(pair(run).summary().reason()).isEqualTo("MLX, moe: The MLX build is not downloaded.");
        assertThat(pair(run).scenarios().moe().kinds())
                .containsExactly(
                        new Kind("code", "fibonacci", 50.0, null, null),
                        new Kind("maths", "train-speed", 40.0, null, null));
        var total = row(run, Figure.TOTAL_TOKENS_PER_SECOND, "concurrency", null);
        assertThat(total.metric().baseline()).satisfies(SideFigures.is(50.0, 1, 1, 1, 1));
        assertThat(total.metric().candidate()).satisfies(SideFigures.is(null, 0, 0, 0, 0));
        assertThat(total.why()).isEqualTo("no value for MLX");
        assertThat(RunAnalysis.of(run.data()).incomplete())
                .containsExactly(
                        new IncompleteCell(
                                run.pair, "MLX", "moe", List.of(1), "The MLX build is not downloaded.", "lms get mlx"),
                        new IncompleteCell(
                                run.pair,
                                "MLX",
                                "concurrency",
                                List.of(1),
                                "The MLX build is not downloaded.",
                                "lms get mlx"));
    }

    @Test
    void cellsThatAreNotMeantToBeAreNotMissing() {
        // A dense pair has no moe, and concurrency stands in the first round's plan only.
        RunFixture run = new RunFixture().planThreeRounds();
        run.planned(BASELINE, "concurrency", 1).planned(CANDIDATE, "concurrency", 1);
        run.start().measureThreeRounds();
        run.scenario = "concurrency";
        run.loadScenario = "concurrency";
        for (String variant : List.of(BASELINE, CANDIDATE)) {
            long seq = run.load(variant, 1, 1);
            run.generation(variant, 1, seq, 1, Measured.of(200, 50));
            run.cell(variant, 1, seq, 11_000_000_000L);
        }

        assertThat(RunAnalysis.of(run.data()).incomplete()).isEmpty();
        assertThat(pair(run).summary().status()).isEqualTo("complete");
        assertThat(pair(run).metrics())
                .noneMatch(row -> row.metric().scenario().equals("moe"))
                .anyMatch(row -> row.metric().scenario().equals(SIMPLE));
    }
}

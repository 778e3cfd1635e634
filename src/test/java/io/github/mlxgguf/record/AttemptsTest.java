package io.github.mlxgguf.record;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Measured MEASURED = Measured.of(200, 50);
    private static final String OTHER = "context-stress";

    private final RunFixture run = new RunFixture().start();

    @Test
    void aCrashAloneSupersedesNothing() {
        long load = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, load, 1, MEASURED);

        assertThat(superseded()).isEmpty();
    }

    @Test
    void anUnfinishedCellIsSupersededWithItsLoadOnceItRunsAnew() {
        long first = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, first, 1, MEASURED).unload(BASELINE, 1, first);
        run.resume();
        long second = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, second, 1, MEASURED).cell(BASELINE, 1, second, 1L);

        assertThat(superseded()).containsExactly(first, first + 1, first + 2);
        assertThat(run.data().validCells()).containsExactly(new CellKey(run.pair, BASELINE, SIMPLE, 1));
    }

    @Test
    void aLoadOnWhichAValidCellHangsStaysBesideTheSecondLoadOfItsRound() {
        long first = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, first, 1, MEASURED).cell(BASELINE, 1, first, 1L);
        run.scenario = OTHER;
        run.generation(BASELINE, 1, first, 1, MEASURED);
        run.resume();
        long second = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, second, 1, MEASURED).cell(BASELINE, 1, second, 1L);

        assertThat(superseded()).containsExactly(first + 3);
        assertThat(run.data().validCells())
                .containsExactlyInAnyOrder(
                        new CellKey(run.pair, BASELINE, SIMPLE, 1), new CellKey(run.pair, BASELINE, OTHER, 1));
    }

    @Test
    void aLoadWithoutAnyCellIsSupersededOnlyByALaterLoadOfThatBuildAndRound() {
        long first = run.load(BASELINE, 1, 1);
        run.resume();
        run.load(BASELINE, 2, 1);
        assertThat(superseded()).isEmpty();

        run.load(BASELINE, 1, 1);
        assertThat(superseded()).containsExactly(first);
    }

    @Test
    void whatBrokeCountsUntilItIsTriedAgain() {
        long first = run.load(BASELINE, 1, 1);
        FailureInfo died = new FailureInfo("worker_died", "Expected text, found that the worker is gone.");
        run.cell(BASELINE, 1, first, "broken", null, died, List.of());
        run.resume();
        long second = run.load(BASELINE, 1, 1);
        assertThat(superseded()).isEmpty();

        run.generation(BASELINE, 1, second, 1, MEASURED);
        assertThat(superseded()).containsExactly(first, first + 1);
    }

    @Test
    void aCellThatWasSkippedIsSupersededByTheSessionThatMeasuredIt() {
        run.cell(BASELINE, 1, null, "skipped", "incomplete", null, List.of());
        long skipped = run.data().entries().size() - 1L;
        run.resume();
        long load = run.load(BASELINE, 1, 1);
        run.cell(BASELINE, 1, load, 1L);

        assertThat(superseded()).containsExactly(skipped);
    }

    @Test
    void aValidResultIsNeverReplaced() {
        long first = run.load(BASELINE, 1, 1);
        run.cell(BASELINE, 1, first, 1L);
        run.resume();
        long second = run.load(BASELINE, 1, 1);
        run.cell(BASELINE, 1, second, 1L);

        assertThat(superseded()).containsExactly(second + 1);
    }

    @Test
    void ofThreeAttemptsTheLastCounts() {
        long first = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, first, 1, MEASURED);
        run.resume();
        long second = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, second, 1, MEASURED);
        run.resume();
        long third = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, third, 1, MEASURED);

        assertThat(superseded()).containsExactly(first, first + 1, second, second + 1);
    }

    @Test
    void aMarkedRecordIsOtherwiseTheSame() {
        long first = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, first, 1, "measured", MEASURED, List.of("swap_grew"), null);
        RunData before = run.data();
        run.resume();
        run.generation(BASELINE, 1, run.load(BASELINE, 1, 1), 1, MEASURED);

        GenerationBody marked = run.data().bodies(GenerationBody.class).get(0);
        assertThat(marked.flags()).containsExactly("swap_grew", "superseded");
        assertThat(marked)
                .usingRecursiveComparison()
                .ignoringFields("flags")
                .isEqualTo(before.bodies(GenerationBody.class).get(0));
        assertThat(run.data().withSuperseded().entries()).isEqualTo(run.data().entries());
    }

    private List<Long> superseded() {
        return run.data().entries().stream()
                .filter(entry -> flags(entry.body()).contains("superseded"))
                .map(entry -> entry.envelope().seq())
                .toList();
    }

    private static List<String> flags(Body body) {
        if (body instanceof LoadBody load) {
            return load.flags();
        } else if (body instanceof GenerationBody generation) {
            return generation.flags();
        } else if (body instanceof ScenarioBody cell) {
            return cell.flags();
        }
        return body instanceof UnloadBody unload ? unload.flags() : List.of();
    }
}

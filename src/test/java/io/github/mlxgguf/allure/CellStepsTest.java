package io.github.mlxgguf.allure;

import static io.github.mlxgguf.allure.CellFixture.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlxgguf.record.FailureInfo;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StepResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellStepsTest {
    @Test
    void aCellsStepsAreItsPhasesInTheOrderOfTime() {
        List<StepResult> steps = CellSteps.of(CellFixture.evidence(
                        CellFixture.load(1.9, null),
                        CellFixture.generation("measured", "short", 250.0, 45.25, null),
                        CellFixture.cell("Pair"))
                .records());

        assertThat(steps)
                .extracting(StepResult::getName, StepResult::getStart, StepResult::getStop, StepResult::getStatus)
                .containsExactly(
                        tuple("baseline before the load", START_MS + 1000, START_MS + 2000, Status.PASSED),
                        tuple(
                                "load via rest, shared by the scenarios of this round: 1.90 s",
                                START_MS + 2000,
                                START_MS + 4000,
                                Status.PASSED),
                        tuple("resident, idle", START_MS + 6000, START_MS + 9000, Status.PASSED),
                        tuple(
                                "measured 1 · short: TTFT 250 ms, 45.3 tokens/s, 64 tokens",
                                START_MS + 10_000,
                                START_MS + 12_000,
                                Status.PASSED),
                        tuple("after answers", START_MS + 20_000, START_MS + 24_000, Status.PASSED));
    }

    @Test
    void aGenerationHasPrefillAndDecodeAndItsFiguresWithUnits() {
        StepResult step = only(CellFixture.generation("warmup", "short", 250.0, 45.25, null));

        assertThat(step.getName()).isEqualTo("warm-up 1 · short: TTFT 250 ms, 45.3 tokens/s, 64 tokens");
        assertThat(step.getSteps())
                .extracting(StepResult::getName, StepResult::getStart, StepResult::getStop)
                .containsExactly(
                        tuple("prefill: 250 ms", START_MS + 10_000, START_MS + 10_250),
                        tuple("decode: 1750 ms", START_MS + 10_250, START_MS + 12_000));
        assertThat(step.getParameters())
                .extracting(Parameter::getName, Parameter::getValue)
                .containsExactly(
                        tuple("TTFT", "250 ms"),
                        tuple("decode", "45.3 tokens/s"),
                        tuple("end to end", "2000 ms"),
                        tuple("prompt", "90 tokens"),
                        tuple("answer", "64 tokens"));
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        StepResult step = only(CellFixture.generation("consistency", "short", null, null, null));

        assertThat(step.getName()).isEqualTo("consistency 1 · short");
        assertThat(step.getSteps()).isEmpty();
        assertThat(step.getParameters()).isEmpty();
    }

    @Test
    void aFailedGenerationIsBrokenAndSaysWhy() {
        StepResult step = only(CellFixture.generation(
                "measured", "short", null, null, new FailureInfo("stream_cut", "The stream ended.")));

        assertThat(step.getStatus()).isEqualTo(Status.BROKEN);
        assertThat(step.getStatusDetails().getMessage()).isEqualTo("The stream ended.");
    }

    @Test
    void aFailedLoadHasNoTime() {
        List<StepResult> steps =
                CellSteps.of(CellFixture.evidence(CellFixture.load(null, new FailureInfo("load_failed", "It died.")))
                        .records());

        assertThat(steps.get(1).getName()).isEqualTo("load via rest, shared by the scenarios of this round");
        assertThat(steps.get(1).getStatus()).isEqualTo(Status.BROKEN);
        assertThat(steps.get(1).getParameters()).isEmpty();
    }

    @Test
    void memoryStandsWithItsCount() {
        StepResult idle = CellSteps.of(
                        CellFixture.evidence(CellFixture.cell("Pair")).records())
                .get(0);

        assertThat(idle.getParameters())
                .extracting(Parameter::getName, Parameter::getValue)
                .containsExactly(tuple("committed memory", "median 1.50 GB, peak 1.60 GB (n = 10)"));
    }

    @Test
    void withoutRecordsThereAreNoSteps() {
        assertThat(CellSteps.of(List.of())).isEmpty();
    }

    private static StepResult only(io.github.mlxgguf.record.GenerationBody generation) {
        List<StepResult> steps = CellSteps.of(CellFixture.evidence(generation).records());
        assertThat(steps).hasSize(1);
        return steps.get(0);
    }
}

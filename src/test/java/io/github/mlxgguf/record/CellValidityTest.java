package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellValidityTest {
    @ParameterizedTest
    @CsvSource({"passed, true", "failed, true", "broken, false", "skipped, false"})
    void onlyACellThatMeasuredHasAResult(String outcome, boolean valid) {
        assertThat(CellValidity.isValid(cell(outcome, List.of()))).isEqualTo(valid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slept", "load_event_inside_request", "superseded"})
    void aVoidOrSupersededCellHasNone(String flag) {
        assertThat(CellValidity.isValid(cell("passed", List.of("busy_machine", flag))))
                .isFalse();
    }

    @Test
    void otherFlagsTakeNoResultAway() {
        assertThat(CellValidity.isValid(cell("passed", List.of("thermal", "swap_grew", "not_settled"))))
                .isTrue();
    }

    @Test
    void onlySomeFlagsVoid() {
        assertThat(CellValidity.isVoid(List.of("thermal", "slept"))).isTrue();
        assertThat(CellValidity.isVoid(List.of("thermal", "superseded"))).isFalse();
    }

    @Test
    void whatFailedForWantOfABuildHasNone() {
        assertThat(CellValidity.isValid(cell("failed", null, List.of()))).isFalse();
    }

    private static ScenarioBody cell(String outcome, List<String> flags) {
        return cell(outcome, 2L, flags);
    }

    private static ScenarioBody cell(String outcome, @Nullable Long loadSeq, List<String> flags) {
        return new ScenarioBody(
                "Tiny",
                "baseline",
                "gguf",
                "simple-generation",
                1,
                loadSeq,
                outcome,
                null,
                null,
                10,
                20,
                List.of(),
                List.of(),
                flags);
    }
}

package io.github.mlxgguf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.Conditions.FlagRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final FlagRow SWAP =
            new FlagRow("swap_grew", 2, 9, "The machine swapped.", "16 MB", "Close programs.");

    @Test
    void onlyARunThatWasWatchedWithoutAFlagIsClean() {
        Conditions conditions = new Conditions(List.of(), List.of(), List.of());

        assertThat(conditions.judged()).containsExactly(new Condition.Clean());
        assertThat(conditions.withoutFlags()).isEqualTo("No quality flag was raised.");
    }

    @Test
    void anUnwatchedSessionIsNotClean() {
        Conditions conditions = new Conditions(List.of(), List.of(), List.of(1, 3));

        assertThat(conditions.judged()).containsExactly(new Condition.Unwatched(List.of(1, 3), false));
        assertThat(conditions.withoutFlags())
                .isEqualTo(
                        "No quality flag was raised by what was recorded. What happened between the cells is unknown:"
                                + " there is neither an end record nor samples of session 1, 3.");
    }

    @Test
    void flagsSpeakForThemselves() {
        Conditions conditions = new Conditions(List.of(), List.of(SWAP), List.of());

        assertThat(conditions.judged()).containsExactly(SWAP);
        assertThat(SWAP.sentence()).isEqualTo("swap_grew (2 records): The machine swapped.");
        assertThat(conditions.withoutFlags()).isEmpty();
    }

    @Test
    void flagsDoNotHideWhatNobodyWatched() {
        Conditions conditions = new Conditions(List.of(), List.of(SWAP), List.of(1));

        assertThat(conditions.judged()).hasSize(2);
        assertThat(conditions.withoutFlags())
                .isEqualTo("What happened between the cells is unknown: there is neither an end record nor samples of"
                        + " session 1.");
    }
}

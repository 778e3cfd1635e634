package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.metric.FigureFlags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlagTest {
    @ParameterizedTest
    @EnumSource
    void tellsWhatItMeansFromWhenAndWhatToDo(Flag flag) {
        assertThat(flag.id()).matches("[a-z]+(_[a-z]+)*");
        assertThat(flag.meaning()).endsWith(".");
        assertThat(flag.threshold()).isNotBlank().doesNotEndWith(".");
        assertThat(flag.remedy()).endsWith(".");
        assertThat(Flag.fromId(flag.id())).contains(flag);
    }

    @Test
    void figuresRaiseOnlyRegisteredFlags() {
        assertThat(List.of(
                        FigureFlags.COALESCED_STREAM,
                        FigureFlags.LOAD_EVENT_INSIDE_REQUEST,
                        FigureFlags.MULTI_TOKEN_DELTAS,
                        FigureFlags.SERVER_FIGURES_DISAGREE,
                        FigureFlags.SHORT_OUTPUT))
                .allSatisfy(id -> assertThat(Flag.fromId(id)).isPresent());
        assertThat(Flag.fromId("too_warm")).isEmpty();
    }
}

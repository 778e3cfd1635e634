package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.metric.AnomalyKind;
import io.github.mlxgguf.metric.FigureFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    /** What nothing raises must be said so; orphans are raised where their session is described. */
    @Test
    void everyOtherFlagIsRaisedSomewhere() throws IOException {
        Set<Flag> raisedByNothing = EnumSet.of(
                Flag.TRUNCATED_PROMPT,
                Flag.PROMPT_TOKENS_DIFFER,
                Flag.PREFILL_UNKNOWN_CACHE,
                Flag.SPECULATIVE_DECODING,
                Flag.ORPHAN_WORKERS);
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")
                            && !path.endsWith("Flag.java")
                            && !path.endsWith("FigureFlags.java"))
                    .toList()) {
                code.append(Files.readString(file));
            }
        }

        assertThat(Flag.values())
                .filteredOn(flag -> !raisedByNothing.contains(flag))
                .allSatisfy(flag -> assertThat(code)
                        .as(flag.id())
                        .containsPattern("(Flag|FigureFlags|MachineFlags)\\." + flag.name() + "\\b"));
    }

    /** The texts are made of the constants that the code compares with; here they are spelled out. */
    @Test
    void thresholdsAreThoseOfTheCode() {
        assertThat(Flag.SWAP_GREW.threshold())
                .isEqualTo("swap in use grew by more than 16 MB within the cell, the load, the unload or the session");
        assertThat(Flag.PRESSURE.threshold()).isEqualTo("level 2 (warn) or 4 (critical) at any time of it");
        assertThat(Flag.LOW_MEMORY.threshold())
                .isEqualTo("available memory below 5 % of the machine's at any time of it");
        assertThat(Flag.SAMPLER_LATE.threshold()).isEqualTo("more than 5 intervals without a sample");
        assertThat(Flag.NOT_SETTLED.threshold())
                .isEqualTo("committed memory more than 0.3 GB above the baseline after 30 s");
        assertThat(Flag.BASELINE_DRIFTED.threshold())
                .isEqualTo("baselines of two loads of one session more than 0.3 GB apart");
        assertThat(Flag.BUSY_MACHINE.threshold())
                .isEqualTo("more than 20 % of all cores busy on average during the baseline");
    }

    @Test
    void anomaliesAreThoseOfTheCode() {
        assertThat(AnomalyKind.values())
                .extracting(AnomalyKind::threshold)
                .containsExactly(
                        "by more than 5 % of the machine's memory within 1 s, or within two readings that are"
                                + " further apart, outside a load; marked once until it has calmed down",
                        "swap in use grew by more than 16 MB within 60 s; marked once until it has calmed down",
                        "another worker_pid, or none any more, between a load and its unload",
                        "its median in the last third of the measured generations of one prompt more than 2 % and 16 MB above"
                                + " that in the first third, over at least 6 generations",
                        "decode rates of one prompt, for answers equally long within 5 %, fall one after the other, the last"
                                + " more than 10 % below the first, over at least 3 generations",
                        "more than 5 intervals between two samples");
    }
}

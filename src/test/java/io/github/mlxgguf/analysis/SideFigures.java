package io.github.mlxgguf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Figures of one build as tests write them: without the medians of single loads. */
public final class SideFigures {
    private SideFigures() {}

    /** A figure whose loads all show its median. */
    public static SideFigure of(@Nullable Double median, int n, int loads, int succeeded, int attempted) {
        return new SideFigure(
                median,
                n,
                loads,
                succeeded,
                attempted,
                median == null ? List.of() : Collections.nCopies(loads, median));
    }

    /** That a figure is this one, whatever its single loads show. */
    public static Consumer<SideFigure> is(@Nullable Double median, int n, int loads, int succeeded, int attempted) {
        return actual -> {
            assertThat(of(actual.median(), actual.n(), actual.loads(), actual.succeeded(), actual.attempted()))
                    .isEqualTo(of(median, n, loads, succeeded, attempted));
            assertThat(actual.loadMedians()).hasSize(loads);
        };
    }
}

package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.record.RunBody.PlannedCell;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scenario of a build that the old run measured and the new one planned, but did not measure.
 *
 * @param reason why the plan held it to be impossible; null where it was possible, and nothing came of it
 */
public record Unmeasured(Place place, @Nullable String reason) {
    /** Empty where the new run never meant to measure it. */
    static Optional<Unmeasured> of(Place place, List<PlannedCell> plan) {
        List<PlannedCell> planned = plan.stream()
                .filter(cell -> cell.pair().equals(place.pair())
                        && cell.variant().equals(place.variant())
                        && cell.scenario().equals(place.scenario()))
                .toList();
        if (planned.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Unmeasured(
                place,
                planned.stream()
                        .filter(cell -> !cell.runnable())
                        .map(PlannedCell::reason)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)));
    }

    /** For example {@code Llama 3.2 1B, MLX, moe: impossible in the new run: incomplete build: 3 of 5 files}. */
    public String sentence() {
        return place.words() + ": "
                + (reason == null
                        ? "planned in the new run, and nothing came of it"
                        : "impossible in the new run: " + reason);
    }
}

package io.github.mlxgguf.report.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the records say of stretches of time. Times are milliseconds on the axis.
 *
 * @param cells tests, in the order of the records
 * @param residents stretches in which a model was resident
 * @param phases what the machine was doing
 * @param marks anomalies
 */
record Regions(List<Cell> cells, List<Resident> residents, List<PhaseSpan> phases, List<Mark> marks) {
    Regions {
        cells = List.copyOf(cells);
        residents = List.copyOf(residents);
        phases = List.copyOf(phases);
        marks = List.copyOf(marks);
    }

    /**
     * One test: a scenario of a build in a round.
     *
     * @param build label of the build, for example {@code MLX}
     * @param side {@code baseline} or {@code candidate}
     * @param decodeGrowthBytes median committed memory while it decoded minus the baseline's median; null if either is unknown
     * @param peakGrowthBytes the headline: peak committed memory over prefill and decode minus the baseline's median
     * @param decodeTokensPerSecond median over measured generations
     * @param generations measured ones that did not fail
     */
    record Cell(
            String pair,
            String build,
            String side,
            String scenario,
            int round,
            String outcome,
            @Nullable String reason,
            double startMs,
            double endMs,
            @Nullable Long decodeGrowthBytes,
            @Nullable Long peakGrowthBytes,
            @Nullable Double decodeTokensPerSecond,
            int generations,
            List<String> flags) {
        Cell {
            flags = List.copyOf(flags);
        }
    }

    /**
     * From the end of a load to the start of its unload.
     *
     * @param open whether no unload was recorded: the model still was resident when the session ended or this was read
     */
    record Resident(
            String pair,
            String build,
            String side,
            int round,
            String model,
            @Nullable String quantization,
            @Nullable Long sizeBytes,
            @Nullable Double loadSeconds,
            double startMs,
            double endMs,
            boolean open) {}

    /**
     * A phase, or {@code loading} and {@code unloading}.
     *
     * @param side of the build, or null if there was none
     */
    record PhaseSpan(String phase, @Nullable String side, double startMs, double endMs) {}

    /**
     * An anomaly.
     *
     * @param kind the id of its kind
     * @param where pair, build, scenario and round where they are known, else empty
     * @param value how large it is, in {@code unit}
     */
    record Mark(String kind, String where, double startMs, double endMs, double value, String unit, String text) {}
}

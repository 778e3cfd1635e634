package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dense models and those with experts side by side. They are different models, so nothing is judged between their rows.
 *
 * @param builds dense models first, else in the order of the plan
 * @param ratios how far the two builds of each pair differ
 */
public record DenseAgainstMoe(List<Build> builds, List<Ratios> ratios) {
    /** Stands above the table. */
    public static final String CAPTION =
            "Figures of simple-generation. All experts of a model lie in memory and few of them work on a token, so memory goes"
                    + " with the size and speed with the active part; per GB of weights such a model should write faster."
                    + " Different models do different work: nothing is judged between the rows.";

    private static final double BYTES_PER_GB = 1e9;

    /** Copies the lists. */
    public DenseAgainstMoe {
        builds = List.copyOf(builds);
        ratios = List.copyOf(ratios);
    }

    /**
     * One build; null is unknown.
     *
     * @param memoryPerSize median peak memory growth divided by the size of the files
     * @param memoryLoads loads behind it
     * @param decodePerGb decode speed divided by the 10^9 bytes of the files
     * @param decodeLoads loads behind it
     */
    public record Build(
            String pair,
            String architecture,
            String label,
            @Nullable Long sizeBytes,
            @Nullable Double memoryPerSize,
            int memoryLoads,
            @Nullable Double decodeTokensPerSecond,
            @Nullable Double decodePerGb,
            int decodeLoads) {}

    /** The judged rows of a pair, candidate divided by baseline; null where there is none. */
    public record Ratios(
            String pair,
            String architecture,
            @Nullable Metric decode,
            @Nullable Metric memory) {}

    /** Null where the run has not measured at least one of each kind. */
    static @Nullable DenseAgainstMoe of(List<PairFacts> pairs) {
        List<Build> builds = new ArrayList<>();
        List<Ratios> ratios = new ArrayList<>();
        for (boolean moe : new boolean[] {false, true}) {
            int before = builds.size();
            pairs.stream().filter(facts -> facts.isMoe() == moe).forEach(facts -> {
                int mine = builds.size();
                for (Side side : Side.values()) {
                    Build build = build(facts, side);
                    if (build.memoryPerSize() != null || build.decodeTokensPerSecond() != null) {
                        builds.add(build);
                    }
                }
                if (builds.size() > mine) {
                    ratios.add(new Ratios(
                            facts.name(),
                            facts.evidence().info().architecture(),
                            metric(facts, Figure.DECODE_TOKENS_PER_SECOND),
                            metric(facts, Figure.HEADLINE_BYTES)));
                }
            });
            if (builds.size() == before) {
                return null;
            }
        }
        return new DenseAgainstMoe(builds, ratios);
    }

    private static Build build(PairFacts facts, Side side) {
        @Nullable Long size = facts.side(side).sizeBytes().orElse(null);
        @Nullable
        SideFigure memory = facts.figure(Figure.HEADLINE_BYTES, Recommendations.SIMPLE, side)
                .orElse(null);
        @Nullable
        SideFigure decode = facts.figure(Figure.DECODE_TOKENS_PER_SECOND, Recommendations.SIMPLE, side)
                .orElse(null);
        @Nullable Double rate = decode == null ? null : decode.median();
        return new Build(
                facts.name(),
                facts.evidence().info().architecture(),
                facts.label(side),
                size,
                over(memory == null ? null : memory.median(), size),
                memory == null ? 0 : memory.loads(),
                rate,
                over(rate, size == null ? null : (Double) (size / BYTES_PER_GB)),
                decode == null ? 0 : decode.loads());
    }

    private static @Nullable Double over(@Nullable Double value, @Nullable Number divisor) {
        return value == null || divisor == null || divisor.doubleValue() <= 0
                ? null
                : (Double) (value / divisor.doubleValue());
    }

    private static @Nullable Metric metric(PairFacts facts, Figure figure) {
        return facts.ground(figure, Recommendations.SIMPLE)
                .map(ground -> ground.row().metric())
                .orElse(null);
    }
}

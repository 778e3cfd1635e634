package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which figures of a build rest on something that cannot be. Each finding names its worst place only, so it holds for the whole build. */
final class CannotBe {
    private static final Set<Figure> OF_PREFILL = EnumSet.of(
            Figure.TTFT_MS,
            Figure.PREFILL_TOKENS_PER_SECOND,
            Figure.TTFT_SPREAD_MS,
            Figure.EFFECTIVE_TOKENS_PER_SECOND,
            Figure.TOTAL_TOKENS_PER_SECOND,
            Figure.E2E_MS,
            Figure.JOULES_PER_TOKEN);

    /** The worker's own memory is no figure here; what does not know it rests on the whole system. */
    private static final Map<String, Set<Figure>> TOUCHED = Map.of(
            "prefill_beyond_reach",
            OF_PREFILL,
            "prefill_out_of_line",
            OF_PREFILL,
            "decode_beyond_bandwidth",
            EnumSet.of(
                    Figure.DECODE_TOKENS_PER_SECOND,
                    Figure.EFFECTIVE_TOKENS_PER_SECOND,
                    Figure.TOTAL_TOKENS_PER_SECOND,
                    Figure.E2E_MS,
                    Figure.JOULES_PER_TOKEN),
            "growth_below_worker",
            EnumSet.of(Figure.HEADLINE_BYTES, Figure.EFFICIENCY, Figure.KEPT_BYTES));

    private CannotBe() {}

    /** The first reason why a figure of a build is not to be trusted in one of the runs. */
    static Optional<ChangeReason> of(RunSummary old, RunSummary now, String pair, String variant, Figure figure) {
        return find(old, pair, variant, figure)
                .<ChangeReason>map(found -> new ChangeReason.Implausible("old run", found.text()))
                .or(() -> find(now, pair, variant, figure)
                        .map(found -> new ChangeReason.Implausible("new run", found.text())));
    }

    private static Optional<Implausible> find(RunSummary run, String pair, String variant, Figure figure) {
        return run.implausible().stream()
                .filter(found -> pair.equals(found.pair()) && variant.equals(found.variant()))
                .filter(found -> TOUCHED.getOrDefault(found.id(), Set.of()).contains(figure))
                .findFirst();
    }
}

package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.history.Series.BuildFile;
import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Pair;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a history keeps of a run: a thousand whole summaries would not fit.
 *
 * @param folder name of its folder
 * @param started ISO-8601 UTC
 * @param notice what stands on top of everything made from this run, or null
 * @param inOrder whether it ended in order
 * @param doubts conditions of the run that make its times or its memory doubtful
 */
record PastRun(
        String folder,
        String runId,
        String started,
        Place place,
        Work work,
        Provenance provenance,
        @Nullable String notice,
        List<String> doubts,
        boolean inOrder,
        List<Cell> cells) {
    /** Figures that a finding about a build is about; one of another name is about all. */
    private static final Map<String, Set<String>> AFFECTED = Map.of(
            "prefill_beyond_reach", Set.of(Figure.PREFILL_TOKENS_PER_SECOND.id(), Figure.TTFT_MS.id()),
            "prefill_out_of_line", Set.of(Figure.PREFILL_TOKENS_PER_SECOND.id(), Figure.TTFT_MS.id()),
            "worker_too_small", Set.of(Figure.KEPT_BYTES.id()),
            "growth_below_worker", Set.of(Figure.HEADLINE_BYTES.id(), Figure.EFFICIENCY.id()),
            "decode_beyond_bandwidth",
                    Set.of(
                            Figure.DECODE_TOKENS_PER_SECOND.id(),
                            Figure.EFFECTIVE_TOKENS_PER_SECOND.id(),
                            Figure.TOTAL_TOKENS_PER_SECOND.id(),
                            Figure.JOULES_PER_TOKEN.id(),
                            Figure.EFFICIENCY.id()));

    /** Flags about the machine, not about one build or one request. */
    private static final Set<String> DOUBTFUL = Set.of(
            Flag.SWAP_GREW.id(),
            Flag.PRESSURE.id(),
            Flag.LOW_MEMORY.id(),
            Flag.THERMAL.id(),
            Flag.ON_BATTERY.id(),
            Flag.LOW_POWER_MODE.id(),
            Flag.BACKGROUND_PRIORITY.id(),
            Flag.SLEPT.id(),
            Flag.BUSY_MACHINE.id(),
            Flag.OTHER_MODEL_RESIDENT.id(),
            Flag.ORPHAN_WORKERS.id(),
            Flag.SPECULATIVE_DECODING.id());

    /** One figure of both builds. */
    record Cell(
            String pair,
            BuildFile baseline,
            BuildFile candidate,
            Grade grade,
            Metric metric,
            boolean baselineCannotBe,
            boolean candidateCannotBe) {}

    /** What a summary does not tell. */
    record Facts(boolean inOrder, BiFunction<Pair, Side, BuildFile> builds) {
        /** Nothing but the summary. */
        static final Facts NONE = new Facts(
                true, (pair, side) -> new BuildFile(side == Side.BASELINE ? pair.baseline() : pair.candidate(), null));
    }

    static PastRun of(String folder, String started, RunSummary summary, Facts facts, Selection selection) {
        List<Cell> cells = new ArrayList<>();
        for (Pair pair : summary.pairs()) {
            for (Metric metric : pair.metrics()) {
                if (selection.holds(pair.name(), metric)) {
                    cells.add(new Cell(
                            pair.name(),
                            facts.builds().apply(pair, Side.BASELINE),
                            facts.builds().apply(pair, Side.CANDIDATE),
                            pair.certificate().grade(),
                            metric,
                            cannotBe(summary, pair, metric, Side.BASELINE),
                            cannotBe(summary, pair, metric, Side.CANDIDATE)));
                }
            }
        }
        return new PastRun(
                folder,
                summary.runId(),
                started,
                new Place(
                        RunDifferences.hardware(summary.provenance().hardwareProfile()),
                        summary.server().kind()),
                Work.of(summary.provenance().settings()),
                summary.provenance(),
                summary.notice(),
                summary.flags().stream().filter(DOUBTFUL::contains).toList(),
                facts.inOrder(),
                List.copyOf(cells));
    }

    /** A finding names the build; which figures it is about follows from what was found. */
    private static boolean cannotBe(RunSummary summary, Pair pair, Metric metric, Side side) {
        return summary.implausible().stream()
                .filter(found -> (found.pair() == null || found.pair().equals(pair.name()))
                        && (found.variant() == null || found.variant().equals(side.id())))
                .anyMatch(found ->
                        AFFECTED.getOrDefault(found.id(), Set.of(metric.name())).contains(metric.name()));
    }
}

package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Pair;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.analysis.summary.RunSummary.Variant;
import io.github.mlxgguf.record.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a history keeps of a run: a thousand whole summaries would not fit.
 *
 * @param folder name of its folder
 * @param started ISO-8601 UTC
 * @param notice what stands on top of everything made from this run, or null
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
        List<Cell> cells) {
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
    record Cell(String pair, Variant baseline, Variant candidate, Grade grade, Metric metric) {}

    static PastRun of(String folder, String started, RunSummary summary, Selection selection) {
        List<Cell> cells = new ArrayList<>();
        for (Pair pair : summary.pairs()) {
            for (Metric metric : pair.metrics()) {
                if (selection.holds(pair.name(), metric)) {
                    cells.add(new Cell(
                            pair.name(),
                            pair.baseline(),
                            pair.candidate(),
                            pair.certificate().grade(),
                            metric));
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
                List.copyOf(cells));
    }
}

package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.advice.RunAdvice;
import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.leak.GrowthCurve;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.PairVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report says about a run, as finished values and sentences.
 *
 * @param summary the part that programs read
 * @param banners what must be read before any figure, the most important first
 * @param pairs in the order of the plan
 * @param ledger where the memory of each load went; empty where committed memory was not read
 * @param anomalies what happened meanwhile, in the order of time
 * @param failures what did not work, one row per cause
 * @param incomplete cells that could not run or were not reached
 * @param serverMemory what the server took without a model; null if it was not read
 * @param advice what follows for memory, for single models, and between dense models and those with experts
 * @param measured whether any generation or load succeeded
 */
public record RunFindings(
        RunSummary summary,
        List<Banner> banners,
        List<PairFindings> pairs,
        Conditions conditions,
        List<LoadRow> loads,
        List<LedgerRow> ledger,
        List<AnomalyRow> anomalies,
        List<FailureRow> failures,
        List<IncompleteCell> incomplete,
        @Nullable ServerMemory serverMemory,
        RunAdvice advice,
        boolean measured) {
    /** Copies the lists. */
    public RunFindings {
        banners = List.copyOf(banners);
        pairs = List.copyOf(pairs);
        loads = List.copyOf(loads);
        ledger = List.copyOf(ledger);
        anomalies = List.copyOf(anomalies);
        failures = List.copyOf(failures);
        incomplete = List.copyOf(incomplete);
    }

    /** A notice on top of a report. */
    public record Banner(Level level, String title, String text) {
        /** How a notice is shown. */
        public enum Level {
            /** The figures are not evidence about a reader's models. */
            EVIDENCE,
            /** The run is not whole. */
            WARNING
        }
    }

    /**
     * One pair.
     *
     * @param lead what was found, in one line
     * @param confidence what that rests on, in one line; null where nothing is compared
     * @param verdict what the line is made of
     * @param metrics the summary's metrics, each with its why
     * @param scenarios what single scenarios show beyond them
     * @param growth memory after each request of the leak scenario, load by load; empty where it was not measured
     * @param crossover which build is faster for which request; null where too little was measured for a fit
     * @param noCrossover why there is none, in one sentence; null where there is one
     */
    public record PairFindings(
            RunSummary.Pair summary,
            String lead,
            @Nullable String confidence,
            PairVerdict verdict,
            List<MetricFinding> metrics,
            ScenarioFindings scenarios,
            List<GrowthCurve> growth,
            @Nullable CrossoverMap crossover,
            @Nullable String noCrossover) {
        /** Copies the lists. */
        public PairFindings {
            metrics = List.copyOf(metrics);
            growth = List.copyOf(growth);
        }
    }

    /**
     * One load and the unload that ended it.
     *
     * @param scenario the scenario that had the load to itself, or null
     * @param growthBytes committed memory right after the load minus before it
     * @param failed whether the load failed
     * @param isVoid whether something voids its times and its memory
     */
    public record LoadRow(
            String pair,
            String label,
            int round,
            @Nullable String scenario,
            boolean firstLoad,
            String via,
            @Nullable Double loadSeconds,
            @Nullable Double serverLoadSeconds,
            @Nullable Long sizeBytes,
            @Nullable Integer contextLength,
            @Nullable Integer parallel,
            String verifiedBy,
            @Nullable Long growthBytes,
            @Nullable Double unloadSeconds,
            @Nullable Long reclaimedBytes,
            @Nullable Double settleSeconds,
            boolean failed,
            boolean isVoid) {}

    /**
     * The memory of one load, in bytes; null is unknown.
     *
     * @param scenario the scenario that had the load to itself, or null
     * @param baselineBytes committed by the whole system before it
     * @param weightsBytes size of the model's files
     * @param restBytes committed right after the load, minus baseline and weights; negative where weights stay in droppable file
     *     pages
     * @param loadedBytes committed right after the load
     * @param peakRestBytes the same rest at the highest of all measured generations of the load
     * @param peakBytes committed at that time
     * @param reclaimedBytes what its unload gave back
     * @param settleSeconds how long that took
     * @param notSettled whether it had not come back when the wait for it ended
     */
    public record LedgerRow(
            String pair,
            String label,
            int round,
            @Nullable String scenario,
            @Nullable Long baselineBytes,
            @Nullable Long weightsBytes,
            @Nullable Long restBytes,
            @Nullable Long loadedBytes,
            @Nullable Long peakRestBytes,
            @Nullable Long peakBytes,
            @Nullable Long reclaimedBytes,
            @Nullable Double settleSeconds,
            boolean notSettled) {}

    /**
     * Something unusual.
     *
     * @param time when it began, UTC to the second; null if the session's record is lost
     * @param kind id of the anomaly
     * @param pair the pair whose build was loaded or measured; this and the next three are null where none was
     * @param text the figures, in one sentence
     */
    public record AnomalyRow(
            @Nullable String time,
            String kind,
            String meaning,
            @Nullable String pair,
            @Nullable String label,
            @Nullable String scenario,
            @Nullable Integer round,
            String text) {}

    /** Something that did not work, and everything in its round that shares the cause. */
    public record FailureRow(String pair, String label, int round, String what, String kind, String message) {}

    /** Cells of one scenario that could not run for one reason. */
    public record IncompleteCell(
            String pair,
            String label,
            String scenario,
            List<Integer> rounds,
            String reason,
            @Nullable String remedy) {
        /** Copies the list. */
        public IncompleteCell {
            rounds = List.copyOf(rounds);
        }
    }
}

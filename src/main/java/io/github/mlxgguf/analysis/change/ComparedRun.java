package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunData;
import java.util.List;

/**
 * One of the two runs: its records and what they say. Always made from the records, since a summary on disk may be older than they are.
 *
 * @param evidence one for each pair, in the order of the plan
 */
public record ComparedRun(RunData data, RunFindings findings, List<PairEvidence> evidence) {
    /** Copies the list. */
    public ComparedRun {
        evidence = List.copyOf(evidence);
    }

    /**
     * Analyses a run.
     *
     * @throws ResultsException if its run record is missing, without which nobody knows what was measured
     */
    public static ComparedRun of(RunData data) {
        requireRunRecord(data);
        return new ComparedRun(data, RunAnalysis.of(data), PairEvidence.all(data));
    }

    private static void requireRunRecord(RunData data) {
        if (data.run().isEmpty()) {
            throw new ResultsException("cannot compare " + data.folder().toAbsolutePath()
                    + ": expected a run record on the first line of its records.jsonl, found none that can be read."
                    + " Without it nobody knows what was measured; `validate` names the lines.");
        }
    }

    /** What {@code summary.json} of this run would say. */
    public RunSummary summary() {
        return findings.summary();
    }
}

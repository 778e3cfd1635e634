package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.FailureRow;
import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pair ran as planned.
 *
 * @param status {@code complete}, {@code incomplete} or {@code failed}
 * @param reason the first thing that kept it from being complete
 */
record PairStatus(String status, @Nullable String reason) {
    private static final PairStatus COMPLETE = new PairStatus("complete", null);

    /**
     * A failure weighs more than a cell that could not run.
     *
     * @param incomplete the pair's own
     * @param failures the pair's own
     */
    static PairStatus of(PairEvidence pair, List<IncompleteCell> incomplete, List<FailureRow> failures) {
        for (FailureRow failure : failures) {
            if (!failure.kind().equals(FailureRows.VOID)) {
                return new PairStatus(
                        "failed",
                        failure.label() + ", round " + failure.round() + ", " + failure.what() + ": "
                                + failure.message());
            }
        }
        for (IncompleteCell cell : incomplete) {
            return new PairStatus("incomplete", cell.label() + ", " + cell.scenario() + ": " + cell.reason());
        }
        for (SideEvidence side : pair.sides()) {
            if (!side.measuredSomething()) {
                return new PairStatus("incomplete", "Nothing was measured on " + side.label() + ".");
            }
        }
        return COMPLETE;
    }

    /** What a reader of the verdict must know beside it, with a space before it; empty for a pair that is complete. */
    String beside() {
        return switch (status) {
            case "failed" -> " Something failed: see “What could not run”.";
            case "incomplete" -> " Not everything could run: see “What could not run”.";
            default -> "";
        };
    }
}

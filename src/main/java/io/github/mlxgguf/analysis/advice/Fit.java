package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import java.util.Optional;

/** Whether one build fits into a memory budget. */
sealed interface Fit {
    /** One sentence with the need, where it comes from, and what is left of the budget. */
    String sentence();

    /** It stayed below the budget in every load. */
    record Fits(PeakMemory need, long headroomBytes, String sentence) implements Fit {}

    /** A load of it went beyond. */
    record TooLarge(PeakMemory need, long shortfallBytes, String sentence) implements Fit {}

    /** Nothing says what it needs. */
    record Unknown(String sentence) implements Fit {}

    /** One build against the budget of a deployment. */
    static Fit of(SideEvidence side, DeploymentInfo deployment) {
        Optional<PeakMemory> need = need(side, deployment.concurrency());
        if (need.isEmpty()) {
            return new Unknown(side.label() + ": "
                    + (deployment.concurrency() > 1
                            ? "memory not measured at " + deployment.concurrency() + " requests at once"
                            : "memory not measured"));
        }
        PeakMemory peak = need.get();
        long budget = Math.round(deployment.memoryBudgetGb() * 1e9);
        String sentence = side.label() + ": highest seen " + Numbers.bytes(peak.bytes()) + " in " + peak.scenario()
                + " (" + peak.loadsInWords() + where(peak) + ")";
        if (peak.bytes() > budget) {
            long shortfall = peak.bytes() - budget;
            return new TooLarge(
                    peak, shortfall, sentence + ", does not fit: " + Numbers.bytes(shortfall) + " too much");
        }
        if (peak.swapped()) {
            return new Unknown(sentence + ", but memory was paged out meanwhile (swap_grew): the need is higher");
        }
        long headroom = budget - peak.bytes();
        return new Fits(peak, headroom, sentence + ", fits with " + Numbers.bytes(headroom) + " to spare");
    }

    private static Optional<PeakMemory> need(SideEvidence side, int concurrency) {
        Optional<PeakMemory> single = PeakMemory.ofSingleRequests(side);
        if (concurrency == 1) {
            return single;
        }
        return PeakMemory.ofRequestsAtOnce(side, concurrency)
                .map(together -> single.map(together::with).orElse(together));
    }

    private static String where(PeakMemory peak) {
        return (peak.contextTokens() == null ? "" : ", context of " + Numbers.count(peak.contextTokens()) + " tokens")
                + (peak.longestPromptTokens() == null
                        ? ""
                        : ", longest prompt " + Numbers.count(peak.longestPromptTokens()) + " tokens");
    }
}

package io.github.mlxgguf.analysis.plausibility;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.plausibility.Implausibility.Build;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for figures that cannot be. */
public final class PlausibilityCheck {
    /** Id of the finding that a process which cannot hold the model was watched. */
    public static final String WORKER_TOO_SMALL = "worker_too_small";

    /**
     * Bounds that rest on how many bytes have to be moved hold from this size on. Smaller models fit into a processor's caches, and
     * the time of a request is not that of its weights.
     */
    static final double MIN_SIZE_BYTES = 1e9;

    private PlausibilityCheck() {}

    /**
     * What is wrong with the figures of a pair, build by build; empty where nothing is.
     *
     * @param serverKind as in the run record, or null if it is unknown
     */
    public static List<Implausible> of(PairEvidence pair, HardwareProfile hardware, @Nullable String serverKind) {
        List<Implausibility> found = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            Build build = new Build(pair.info().name(), side.label(), side.side());
            found.addAll(PrefillChecks.of(pair, side, build));
            DecodeCheck.of(side, build, pair.info().architecture(), hardware).ifPresent(found::add);
            WorkerCheck.of(side, build, serverKind).ifPresent(found::add);
            GrowthCheck.of(side, build).ifPresent(found::add);
        }
        return found.stream().map(Implausibility::summary).toList();
    }
}

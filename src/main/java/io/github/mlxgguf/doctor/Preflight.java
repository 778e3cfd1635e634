package io.github.mlxgguf.doctor;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.MissingPair;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The examination right before a run, which has found its server and its models already. */
public final class Preflight {
    private Preflight() {}

    /**
     * What the run knows.
     *
     * @param kind what it measures; on our own servers nothing is said about LM Studio
     * @param localPort the server's port if it is on this machine, else 0
     * @param models what the server has
     * @param chip the processor's brand, or null if unknown
     * @param ramBytes physical memory, or null if unknown
     * @param results the folder of the runs' folders
     */
    public record Situation(
            BenchmarkConfig config,
            ServerKind kind,
            int localPort,
            MatrixPlan plan,
            List<ModelEntry> models,
            @Nullable String chip,
            @Nullable Long ramBytes,
            Path results) {}

    /** Looks at this machine. */
    public static List<Finding> examine(Situation situation) {
        return examine(situation, MachineConditions.read(situation.localPort()), ResultsPlace.of(situation.results()));
    }

    static List<Finding> examine(Situation situation, MachineConditions now, ResultsPlace place) {
        List<Finding> findings = new ArrayList<>();
        if (situation.kind() == ServerKind.LMSTUDIO) {
            findings.addAll(ModelFindings.missing(situation.plan()));
            MissingPair.cure(situation.plan())
                    .ifPresent(cure -> findings.add(
                            Finding.warning("pairs", "no pair is complete, so nothing will be compared", cure)));
        }
        if (situation.localPort() > 0) {
            findings.addAll(MemoryFindings.of(situation.plan(), situation.chip(), situation.ramBytes(), now));
            findings.addAll(ConditionFindings.of(now, situation.ramBytes()));
        } else {
            findings.add(elsewhere(situation.config().server().baseUrl().toString()));
        }
        findings.add(ResultsFindings.of(place, situation.config().monitor().interval()));
        return findings;
    }

    /** What is left to say about a machine that cannot be seen. */
    static Finding elsewhere(String baseUrl) {
        return Finding.warning(
                "machine",
                "the server at " + baseUrl
                        + " is on another one, whose memory, power and heat cannot be seen from here",
                "Run the suite on the machine of the server.");
    }
}

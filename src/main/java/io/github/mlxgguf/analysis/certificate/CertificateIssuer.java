package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Certificate;
import io.github.mlxgguf.record.EngineBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges whether the two builds of a pair are the same work; every doubt caps the grade and is a reason of its own. */
public final class CertificateIssuer {
    /** Largest difference of size, or of prompt tokens, for each grade. */
    public static final double MAX_DIFFERENCE_A = 0.03;

    public static final double MAX_DIFFERENCE_B = 0.08;
    public static final double MAX_DIFFERENCE_C = 0.15;

    /** Largest difference of the bits per weight that the names of the quantisations stand for. */
    public static final double MAX_DIFFERENCE_OF_BITS = 0.3;

    private CertificateIssuer() {}

    /**
     * Looks at everything that could make the two builds different work.
     *
     * @param sessionFlags conditions of whole sessions, the time between cells included
     * @param engines all engine records of the run, in their order
     */
    public static Certificate issue(PairEvidence pair, Set<String> sessionFlags, List<EngineBody> engines) {
        List<Doubt> doubts = doubts(pair, sessionFlags, engines);
        return new Certificate(
                grade(doubts), doubts.stream().map(Doubt::reason).toList(), CertificateNotes.of(pair, engines));
    }

    /** All doubts, about the builds first and about the machine last. */
    static List<Doubt> doubts(PairEvidence pair, Set<String> sessionFlags, List<EngineBody> engines) {
        List<Doubt> doubts = new ArrayList<>(BuildChecks.of(pair));
        doubts.addAll(EngineChecks.of(pair, engines));
        doubts.addAll(ConfigChecks.of(pair));
        doubts.addAll(RequestChecks.of(pair));
        Set<String> pairFlags = pair.sides().stream()
                .map(SideEvidence::machineFlags)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        doubts.addAll(MachineDoubt.of(sessionFlags, pairFlags));
        return doubts;
    }

    /** The worst of all caps. */
    static Grade grade(List<Doubt> doubts) {
        return doubts.stream().map(Doubt::cap).reduce(Grade.A, Grade::atMost);
    }
}

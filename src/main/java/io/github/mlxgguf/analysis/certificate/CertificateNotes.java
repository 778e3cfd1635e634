package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.LoadBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader of a certificate may want to know and what caps nothing. */
final class CertificateNotes {
    private static final int BITS_PER_BYTE = 8;

    /** Below what any quantisation keeps: such a file is a small stand-in for the model whose number of parameters it names. */
    private static final double LEAST_BITS = 0.5;

    private CertificateNotes() {}

    static List<String> of(PairEvidence pair, List<EngineBody> engines) {
        List<String> notes = new ArrayList<>();
        Double baseline = effectiveBits(pair.baseline());
        Double candidate = effectiveBits(pair.candidate());
        if ((baseline != null || candidate != null) && !isStandIn(baseline) && !isStandIn(candidate)) {
            notes.add("Effective bits per weight, for information: "
                    + pair.baseline().label() + " " + bits(baseline) + ", "
                    + pair.candidate().label() + " " + bits(candidate)
                    + " (size of the files divided by the server's number of parameters, which is rounded).");
        }
        for (String format : EngineChecks.unknown(pair, engines)) {
            notes.add("The version of the " + format + " engine is unknown, so these figures cannot be tied to one.");
        }
        return notes;
    }

    private static @Nullable Double effectiveBits(SideEvidence side) {
        Long size = side.sizeBytes().orElse(null);
        ParameterCount count = ParameterCount.parse(BuildChecks.first(side, LoadBody::params));
        return size == null || size <= 0 || count == null ? null : (Double) (BITS_PER_BYTE * size / count.value());
    }

    private static boolean isStandIn(@Nullable Double bits) {
        return bits != null && bits < LEAST_BITS;
    }

    private static String bits(@Nullable Double bits) {
        return bits == null ? "unknown" : Numbers.figure(bits);
    }
}

package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.config.NominalBits;
import io.github.mlxgguf.record.LoadBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at the builds themselves. */
final class BuildChecks {
    private static final String NOT_VERIFIED = "none";

    private final PairEvidence pair;
    private final List<Doubt> doubts = new ArrayList<>();

    private BuildChecks(PairEvidence pair) {
        this.pair = pair;
    }

    static List<Doubt> of(PairEvidence pair) {
        BuildChecks checks = new BuildChecks(pair);
        checks.halves();
        checks.bits();
        checks.size();
        checks.params();
        checks.architecture();
        checks.identity();
        return checks.doubts;
    }

    private void halves() {
        for (SideEvidence side : pair.sides()) {
            if (!side.measuredSomething()) {
                doubts.add(new BuildDoubt.HalfMissing(side.label()));
            }
        }
    }

    private void bits() {
        String baseline = pair.baseline().variant().quantization();
        String candidate = pair.candidate().variant().quantization();
        Double bits = NominalBits.perWeight(baseline);
        Double otherBits = NominalBits.perWeight(candidate);
        if (pair.variesQuantization() || bits == null || otherBits == null) {
            return;
        }
        double difference = Math.max(bits, otherBits) / Math.min(bits, otherBits) - 1;
        if (difference > CertificateIssuer.MAX_DIFFERENCE_OF_BITS) {
            doubts.add(new BuildDoubt.BitsDiffer(both(baseline, candidate), difference));
        }
    }

    private void size() {
        @Nullable Long baseline = pair.baseline().sizeBytes().orElse(null);
        @Nullable Long candidate = pair.candidate().sizeBytes().orElse(null);
        if (baseline == null || candidate == null || baseline <= 0) {
            if (!pair.variesQuantization()) {
                doubts.add(new BuildDoubt.SizeUnknown());
            }
            return;
        }
        double difference = Math.abs(candidate - baseline) / (double) baseline;
        if (difference > CertificateIssuer.MAX_DIFFERENCE_A) {
            doubts.add(new BuildDoubt.SizeDiffers(both(baseline, candidate), difference, pair.variesQuantization()));
        }
    }

    private void params() {
        String baseline = first(pair.baseline(), LoadBody::params);
        String candidate = first(pair.candidate(), LoadBody::params);
        ParameterCount count = ParameterCount.parse(baseline);
        ParameterCount other = ParameterCount.parse(candidate);
        if (baseline != null && candidate != null && count != null && other != null && !count.mayEqual(other)) {
            doubts.add(new BuildDoubt.ParamsDiffer(both(baseline, candidate), count.factor(other)));
        }
    }

    private void architecture() {
        String baseline = first(pair.baseline(), LoadBody::architecture);
        String candidate = first(pair.candidate(), LoadBody::architecture);
        if (baseline != null && candidate != null && !spelling(baseline).equals(spelling(candidate))) {
            doubts.add(new BuildDoubt.ArchitectureDiffers(both(baseline, candidate)));
        }
    }

    private void identity() {
        for (SideEvidence side : pair.sides()) {
            int unproved = Math.toIntExact(side.goodLoads()
                    .filter(load -> load.identity().verifiedBy().equals(NOT_VERIFIED))
                    .count());
            if (unproved > 0) {
                doubts.add(new BuildDoubt.IdentityNotVerified(side.label(), unproved));
            }
        }
    }

    /** {@code qwen3_moe} and {@code Qwen3-MoE} and {@code qwen3moe} are one name. */
    private static String spelling(String architecture) {
        return architecture.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }

    static @Nullable String first(SideEvidence side, Function<LoadBody, @Nullable String> field) {
        return side.goodLoads()
                .map(field)
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    private <T> Both<T> both(T baseline, T candidate) {
        return new Both<>(pair.baseline().label(), baseline, pair.candidate().label(), candidate);
    }
}

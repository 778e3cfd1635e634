package io.github.mlxgguf.analysis.plausibility;

import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.plausibility.Implausibility.Build;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.trace.Architecture;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether tokens were written faster than memory can hand over the weights. Each token of a dense model needs every weight once; of
 * a model with experts only some, and how many is not in the records, so those are not checked.
 */
final class DecodeCheck {
    /**
     * Files hold parts that a token does not need, mostly one row of the input embedding and no more, and in multi-modal models the
     * vision part: up to this much faster than the file's size allows is possible.
     */
    static final double SIZE_TOLERANCE = 1.25;

    private DecodeCheck() {}

    /** At most one finding, of the fastest answer. */
    static Optional<Implausibility> of(SideEvidence side, Build build, String architecture, HardwareProfile hardware) {
        OptionalDouble bandwidth = AppleChips.bandwidthBytesPerSecond(hardware.chip(), hardware.gpuCores());
        Optional<Long> size = side.sizeBytes().filter(bytes -> bytes >= PlausibilityCheck.MIN_SIZE_BYTES);
        if (bandwidth.isEmpty() || size.isEmpty() || !architecture.equals(Architecture.DENSE.id())) {
            return Optional.empty();
        }
        double most = SIZE_TOLERANCE * bandwidth.getAsDouble() / size.get();
        return side.generations().stream()
                .filter(generation -> SideEvidence.isUsable(generation)
                        && !generation.flags().contains(Flag.SPECULATIVE_DECODING.id())
                        && decode(generation) > most)
                .max(Comparator.comparingDouble(DecodeCheck::decode))
                .map(fastest -> new Implausibility.DecodeBeyondBandwidth(
                        build,
                        fastest.scenario(),
                        decode(fastest),
                        size.get(),
                        String.valueOf(hardware.chip()),
                        bandwidth.getAsDouble()));
    }

    private static double decode(GenerationBody generation) {
        Double rate = generation.decodeTokensPerSecond();
        return rate == null ? 0 : rate;
    }
}

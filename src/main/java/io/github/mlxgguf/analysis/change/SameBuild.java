package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.change.ChangeReason.OtherBuild;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a build of one run is the build of the other: what is unknown in one of them is no difference. */
final class SameBuild {
    private SameBuild() {}

    /** The first thing in which the files differ, or null. */
    static @Nullable ChangeReason differs(SideEvidence old, SideEvidence now) {
        return Stream.of(
                        other("format", old.variant().format(), now.variant().format()),
                        other("quantization", quantization(old), quantization(now)),
                        other(
                                "model key",
                                old.modelKey().orElse(null),
                                now.modelKey().orElse(null)),
                        other("file size", size(old), size(now)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static Optional<ChangeReason> other(String what, @Nullable String old, @Nullable String now) {
        return old == null || now == null || old.equals(now)
                ? Optional.empty()
                : Optional.of(new OtherBuild(what, old, now));
    }

    /** As it was loaded, else as it was planned. */
    private static String quantization(SideEvidence side) {
        return side.goodLoads()
                .map(load -> load.quantization())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(side.variant().quantization());
    }

    private static @Nullable String size(SideEvidence side) {
        return side.sizeBytes().map(bytes -> Numbers.count(bytes) + " bytes").orElse(null);
    }
}

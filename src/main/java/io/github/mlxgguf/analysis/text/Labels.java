package io.github.mlxgguf.analysis.text;

import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.trace.Side;

/** The label of a build, for example {@code MLX}, from the names that its records carry. */
public final class Labels {
    private Labels() {}

    /** The label, or the variant itself if the plan does not know the pair. */
    public static String of(RunBody run, String pairName, String variant) {
        return run.pairs().stream()
                .filter(pair -> pair.name().equals(pairName))
                .map(pair -> variant.equals(Side.BASELINE.id())
                        ? pair.baseline().label()
                        : pair.candidate().label())
                .findFirst()
                .orElse(variant);
    }
}

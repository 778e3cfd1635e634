package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.trace.Side;

/** The builds of a pair as a reader knows them. */
final class Builds {
    private Builds() {}

    /** The label of {@code baseline} or {@code candidate}. */
    static String label(RunSummary.Pair pair, String variant) {
        return variant.equals(Side.BASELINE.id())
                ? pair.baseline().label()
                : pair.candidate().label();
    }
}

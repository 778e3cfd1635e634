package io.github.mlxgguf.analysis.change;

import java.util.Locale;

/** What a comparison comes to. */
public enum ChangeOutcome {
    /** Something was judged, and nothing is worse by more than the thresholds. */
    NO_REGRESSION,
    /** A figure is worse by more than the thresholds, a cell broke, or memory began to grow. */
    REGRESSION,
    /** Nothing that was judged is worse, but the new run does not have all that it planned and the old one measured. */
    INCOMPLETE,
    /** No figure could be judged, and nothing broke that could be seen. */
    NOTHING_JUDGED;

    /** The word that programs read. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

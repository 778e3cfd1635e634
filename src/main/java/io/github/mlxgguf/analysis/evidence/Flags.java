package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.record.CellValidity;
import io.github.mlxgguf.record.Flag;
import java.util.List;

/** What quality flags do to a record's figures. */
public final class Flags {
    private Flags() {}

    /** Whether a record counts at all; one of a cell that ran anew after a resume does not. */
    public static boolean counts(List<String> flags) {
        return !flags.contains(Flag.SUPERSEDED.id());
    }

    /** Whether times were measured that mean something else. */
    public static boolean isVoid(List<String> flags) {
        return CellValidity.isVoid(flags);
    }
}

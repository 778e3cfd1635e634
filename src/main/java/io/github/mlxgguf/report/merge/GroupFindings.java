package io.github.mlxgguf.report.merge;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.merge.RunGroup;

/** A group of runs and what is concluded from all of its rounds. */
public record GroupFindings(RunGroup group, RunFindings findings) {
    /** What a reader calls it, for example {@code group 2 (Apple M3 Max, 40 GPU cores)}. */
    public String label() {
        return "group " + group.number() + " (" + group.hardware() + ")";
    }
}

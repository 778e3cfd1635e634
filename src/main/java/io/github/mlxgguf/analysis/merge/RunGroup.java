package io.github.mlxgguf.analysis.merge;

import io.github.mlxgguf.record.RunData;
import java.util.List;

/**
 * Runs whose rounds may count as rounds of one run.
 *
 * @param number from 1
 * @param name for a folder: the number, then the hardware in lower-case letters, digits and dashes
 * @param hardware the machine in words
 * @param runs in the order of time
 * @param apart why its runs are not in an earlier group, a sentence for each difference from the one that is nearest to it; empty for
 *     the first group
 */
public record RunGroup(int number, String name, String hardware, List<RunData> runs, List<String> apart) {
    /** Copies the lists. */
    public RunGroup {
        runs = List.copyOf(runs);
        apart = List.copyOf(apart);
    }

    /** Whether there is anything to put together. */
    public boolean isSeveral() {
        return runs.size() > 1;
    }
}

package io.github.mlxgguf.bundle;

import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that was made.
 *
 * @param runId the run
 * @param sha256 of the zip, to be published beside it
 * @param files number of files in it
 * @param warnings what its maker should know before handing it on; whole sentences
 */
public record Bundle(Path zip, String runId, long bytes, String sha256, int files, List<String> warnings) {
    /** Copies the list. */
    public Bundle {
        warnings = List.copyOf(warnings);
    }

    /**
     * How to make one.
     *
     * @param withLogs the logs go in as well; they tell paths and names of this machine
     * @param force a file that is in the way is replaced
     * @param invalid records that break the file contract are packed all the same; {@code verify} will say so
     */
    public record Options(boolean withLogs, boolean force, boolean invalid) {}
}

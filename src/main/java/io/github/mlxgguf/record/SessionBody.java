package io.github.mlxgguf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JVM that wrote into the run.
 *
 * @param number from 1; the {@code session} of the records that follow
 * @param wallAnchor wall-clock time at which its {@code t_ns} was 0
 * @param pid its process id
 * @param resumedFrom the run that it continues, or null
 * @param orphans workers of an earlier server that were still there at the start; usually none
 * @param memory before the server was started ({@code before_server}, only if the suite started it) and with the server up and no
 *     model ({@code server_idle}); empty if the server is on another machine
 */
public record SessionBody(
        int number,
        String wallAnchor,
        long pid,
        @Nullable String resumedFrom,
        List<PhaseMemory> memory,
        List<OrphanInfo> orphans)
        implements Body {
    /** Copies the lists. */
    public SessionBody {
        memory = List.copyOf(memory);
        orphans = List.copyOf(orphans);
    }

    /**
     * A process that holds a model for a server that is gone.
     *
     * @param pid its process id
     * @param command what it is, as the system tells
     * @param residentBytes its resident size, or null if that is not visible
     */
    public record OrphanInfo(
            long pid, String command, @Nullable Long residentBytes) {}
}

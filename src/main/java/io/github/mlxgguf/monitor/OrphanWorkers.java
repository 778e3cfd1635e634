package io.github.mlxgguf.monitor;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** Finds worker processes that an earlier server left behind: they hold memory beside everything that is measured. */
public final class OrphanWorkers {
    /**
     * A worker whose server is gone.
     *
     * @param command what it is: the program's name and what makes it a worker, without anybody's folders
     * @param residentBytes its resident size, or null if that is not visible
     */
    public record OrphanWorker(
            long pid, String command, @Nullable Long residentBytes) {}

    private OrphanWorkers() {}

    /**
     * Looks through the processes of this machine that this user may see; takes some tens of milliseconds. A
     * {@code llama-server} that somebody runs from a folder of his own is not looked at.
     *
     * @param serverPort the port of the server on this machine, whose workers are in use; 0 if it is elsewhere
     */
    public static List<OrphanWorker> find(int serverPort) {
        Function<ProcessHandle, String> commandLines = HostProcessTree.commandLines();
        List<OrphanRule.Seen> all = ProcessHandle.allProcesses()
                .map(process -> new OrphanRule.Seen(
                        process.pid(),
                        process.parent().map(ProcessHandle::pid).orElse(0L),
                        process.info().command().orElse(""),
                        commandLines.apply(process)))
                .toList();
        OptionalLong listener =
                serverPort > 0 ? ProcessTree.ofThisMachine().listener(serverPort) : OptionalLong.empty();
        return OrphanRule.orphans(all, listener).stream()
                .map(seen -> new OrphanWorker(
                        seen.pid(), Objects.requireNonNull(OrphanRule.kind(seen)), residentBytes(seen.pid())))
                .toList();
    }

    private static @Nullable Long residentBytes(long pid) {
        OSProcess process = new SystemInfo().getOperatingSystem().getProcess(Math.toIntExact(pid));
        return process == null ? null : (Long) process.getResidentMemory();
    }
}

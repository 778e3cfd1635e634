package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resident size of the server's whole process tree. Shared pages count once for each process: an upper bound.
 *
 * <p>To walk over all processes of a machine costs a millisecond, more than everything else together; so the tree is walked anew
 * only now and then, and at once when one of its processes has gone or another worker is known.
 */
final class ServerTreeProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A process that came in between is counted up to this many seconds late. */
    private static final int READINGS_PER_WALK = 5;

    private final Path proc;
    private final ServerProcesses server;
    private final Map<Long, ProcessFile> known = new LinkedHashMap<>();
    private int readingsSinceWalk;
    private boolean someHaveGone;

    ServerTreeProbe(Path proc, ServerProcesses server) {
        this.proc = proc;
        this.server = server;
    }

    @Override
    public String name() {
        return proc.resolve("PID/status") + " of the server's processes";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        boolean walked = isWalkDue();
        if (walked) {
            walk();
        }
        Long sum = sum();
        if (someHaveGone && !walked) {
            walk();
            sum = sum();
        }
        sample.serverTreeBytes(sum);
    }

    private boolean isWalkDue() {
        Long worker = server.workerPid();
        readingsSinceWalk++;
        return known.isEmpty()
                || readingsSinceWalk >= READINGS_PER_WALK
                || (worker != null && !known.containsKey(worker));
    }

    private void walk() {
        readingsSinceWalk = 0;
        List<Long> tree = server.walk();
        known.entrySet().removeIf(entry -> {
            boolean gone = !tree.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        tree.forEach(pid -> known.computeIfAbsent(pid, unknown -> new ProcessFile(proc, "status")));
    }

    private @Nullable Long sum() throws IOException {
        Long sum = null;
        someHaveGone = false;
        for (Map.Entry<Long, ProcessFile> process : known.entrySet()) {
            String status = process.getValue().read(process.getKey());
            Long resident = status == null ? null : ProcText.bytes(status, "VmRSS");
            someHaveGone |= status == null;
            if (resident != null) {
                sum = sum == null ? resident : (Long) (sum + resident);
            }
        }
        return sum;
    }
}

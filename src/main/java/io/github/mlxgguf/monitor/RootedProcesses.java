package io.github.mlxgguf.monitor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processes at and under one that is given. The one that holds a model by the rule of {@link ProcessTree#workers} counts as
 * the worker; while there is none, the given process itself does.
 */
final class RootedProcesses implements ServerProcesses {
    private final ProcessTree processes;
    private @Nullable Long rootPid;
    private volatile @Nullable Long workerPid;

    RootedProcesses(ProcessTree processes) {
        this.processes = processes;
    }

    /** Watches this process from now on, and looks at what is under it. */
    synchronized void watch(long pid) {
        rootPid = pid;
        workerPid = null;
        walk();
    }

    @Override
    public @Nullable Long workerPid() {
        return workerPid;
    }

    @Override
    public synchronized List<Long> walk() {
        Long root = rootPid;
        List<Long> tree = root == null ? List.of() : processes.tree(root);
        workerPid = root == null || tree.isEmpty() ? null : worker(root);
        return tree;
    }

    /** The one that is known stays the worker while it holds a model, though a newer one may have come. */
    private Long worker(Long root) {
        List<Long> holders = processes.workers(root);
        Long known = workerPid;
        if (known != null && holders.contains(known)) {
            return known;
        }
        return holders.isEmpty() ? root : holders.get(0);
    }
}

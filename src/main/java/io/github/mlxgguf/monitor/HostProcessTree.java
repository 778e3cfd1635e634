package io.github.mlxgguf.monitor;

import io.github.mlxgguf.monitor.linux.ProcCommandLines;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** The process tree as the JVM sees it, with the port's listener and the command lines from a source of the platform. */
final class HostProcessTree implements ProcessTree {
    private static final Logger LOG = System.getLogger(HostProcessTree.class.getName());

    private final PortListener listener;
    private final Function<ProcessHandle, String> commandLine;

    HostProcessTree(PortListener listener, Function<ProcessHandle, String> commandLine) {
        this.listener = listener;
        this.commandLine = commandLine;
    }

    @Override
    public OptionalLong listener(int port) {
        try {
            return listener.find(port);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot find the process that listens on port " + port + ": " + e.getMessage());
            return OptionalLong.empty();
        }
    }

    @Override
    public List<Long> workers(long rootPid) {
        return WorkerRule.workers(handles(rootPid).map(this::describe).toList());
    }

    @Override
    public List<Long> tree(long rootPid) {
        return handles(rootPid).map(ProcessHandle::pid).toList();
    }

    /** The best source of command lines on this machine. */
    static Function<ProcessHandle, String> commandLines() {
        return Platform.current() == Platform.LINUX
                ? new ProcCommandLines(Path.of("/proc"))::commandLine
                : HostProcessTree::commandLineByJvm;
    }

    /** The command line as the JVM tells it, which is cut or absent on some systems. */
    private static String commandLineByJvm(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private WorkerRule.Candidate describe(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return new WorkerRule.Candidate(
                process.pid(),
                commandLine.apply(process),
                info.command().orElse(""),
                info.startInstant().orElse(Instant.EPOCH));
    }

    private static Stream<ProcessHandle> handles(long rootPid) {
        return ProcessHandle.of(rootPid).stream()
                .filter(ProcessHandle::isAlive)
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
    }
}

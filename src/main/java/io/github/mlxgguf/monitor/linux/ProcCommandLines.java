package io.github.mlxgguf.monitor.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole command lines from {@code /proc/PID/cmdline}; the JVM cuts them at 4096 bytes or leaves them out. */
public final class ProcCommandLines {
    private final Path proc;

    /** Reads under this folder. */
    public ProcCommandLines(Path proc) {
        this.proc = proc;
    }

    /** The arguments, joined by blanks; empty if the process has gone, is a zombie or cannot be looked into. */
    public String commandLine(ProcessHandle process) {
        return commandLine(process.pid());
    }

    String commandLine(long pid) {
        try {
            byte[] arguments =
                    Files.readAllBytes(proc.resolve(Long.toString(pid)).resolve("cmdline"));
            return new String(arguments, StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }
}

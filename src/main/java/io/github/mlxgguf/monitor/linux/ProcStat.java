package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.ProcessPriority;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc/PID/stat}, proc_pid_stat(5). */
final class ProcStat {
    /** The nice value is field 19; the first field after the name in brackets is field 3. */
    private static final int NICE_AFTER_NAME = 19 - 3;

    private ProcStat() {}

    static @Nullable ProcessPriority priority(String stat, long pid) {
        // The name may hold blanks and brackets, so the last bracket ends it.
        int name = stat.lastIndexOf(") ");
        if (name < 0) {
            return null;
        }
        String[] fields = stat.substring(name + ") ".length()).split(" ", -1);
        Long nice = fields.length > NICE_AFTER_NAME ? ProcText.number(fields[NICE_AFTER_NAME]) : null;
        return nice == null ? null : new ProcessPriority(pid, nice.intValue(), false);
    }
}

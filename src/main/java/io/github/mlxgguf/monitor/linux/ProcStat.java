package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.ProcessPriority;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc/PID/stat}, proc_pid_stat(5). */
final class ProcStat {
    /** The first field after the name in brackets is field 3. */
    private static final int FIRST_AFTER_NAME = 3;

    private static final int UTIME = 14;
    private static final int STIME = 15;
    private static final int NICE = 19;

    private ProcStat() {}

    static @Nullable ProcessPriority priority(String stat, long pid) {
        Long nice = field(stat, NICE);
        return nice == null ? null : new ProcessPriority(pid, nice.intValue(), false);
    }

    /** Time in user mode and in the kernel, all threads, in clock ticks; null if the text is another. */
    static @Nullable Long cpuTicks(String stat) {
        Long user = field(stat, UTIME);
        Long system = field(stat, STIME);
        return user == null || system == null ? null : (Long) (user + system);
    }

    private static @Nullable Long field(String stat, int number) {
        // The name may hold blanks and brackets, so the last bracket ends it.
        int name = stat.lastIndexOf(") ");
        if (name < 0) {
            return null;
        }
        String[] fields = stat.substring(name + ") ".length()).split(" ", -1);
        int index = number - FIRST_AFTER_NAME;
        return fields.length > index ? ProcText.number(fields[index]) : null;
    }
}

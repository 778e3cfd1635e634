package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.ProcessPriority;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of {@code ps -o pid=,pri=,nice=}. */
final class PsPriorities {
    /** Highest priority of the background band, {@code MAXPRI_THROTTLE} in xnu's {@code osfmk/kern/sched.h}. */
    static final int BACKGROUND_PRIORITY = 4;

    private static final Pattern LINE =
            Pattern.compile("^\\s*(\\d{1,9})\\s+(\\d{1,4})\\s+(-?\\d{1,3})\\s*$", Pattern.MULTILINE);

    private PsPriorities() {}

    static @Nullable ProcessPriority of(String output, long pid) {
        Matcher line = LINE.matcher(output);
        while (line.find()) {
            if (Long.parseLong(line.group(1)) == pid) {
                int priority = Integer.parseInt(line.group(2));
                return new ProcessPriority(
                        pid, Integer.parseInt(line.group(3)), priority > 0 && priority <= BACKGROUND_PRIORITY);
            }
        }
        return null;
    }
}

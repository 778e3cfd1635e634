package io.github.mlxgguf.monitor.linux;

import org.jspecify.annotations.Nullable;

/** Reads figures out of the text files of {@code /proc}. What is not there, or not as documented, is null. */
final class ProcText {
    private static final long BYTES_PER_KB = 1024;

    private ProcText() {}

    /**
     * A line such as {@code "AnonPages:   16696 kB"} in bytes. The kernel's kB are 1024 bytes (proc_meminfo(5)).
     *
     * @param label without the colon; the whole label, from the start of a line
     */
    static @Nullable Long bytes(String text, String label) {
        int line = lineStart(text, label + ":");
        if (line < 0) {
            return null;
        }
        int end = text.indexOf('\n', line);
        String value = text.substring(line + label.length() + 1, end < 0 ? text.length() : end)
                .strip();
        if (!value.endsWith(" kB")) {
            return null;
        }
        Long kilobytes = number(value.substring(0, value.length() - " kB".length()));
        return kilobytes == null ? null : kilobytes * BYTES_PER_KB;
    }

    /** The total of stalled microseconds on the {@code some} line of a pressure file. */
    static @Nullable Long stalledUs(String pressure) {
        int line = lineStart(pressure, "some ");
        int total = line < 0 ? -1 : pressure.indexOf(" total=", line);
        int end = pressure.indexOf('\n', Math.max(line, 0));
        if (total < 0 || (end >= 0 && total > end)) {
            return null;
        }
        return number(pressure.substring(total + " total=".length(), end < 0 ? pressure.length() : end));
    }

    /** The average over one minute, the first figure of {@code /proc/loadavg}. */
    static @Nullable Double load1m(String loadavg) {
        int end = loadavg.indexOf(' ');
        try {
            return end < 0 ? null : Double.valueOf(loadavg.substring(0, end));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable Long number(String digits) {
        try {
            return Long.valueOf(digits.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static int lineStart(String text, String prefix) {
        int at = text.startsWith(prefix) ? 0 : text.indexOf("\n" + prefix);
        return at <= 0 ? at : at + 1;
    }
}

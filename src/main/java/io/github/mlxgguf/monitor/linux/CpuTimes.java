package io.github.mlxgguf.monitor.linux;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ticks of all cores or of one since boot, from a line of {@code /proc/stat} (proc_stat(5)).
 *
 * @param user user and nice; guests are counted in it by the kernel
 * @param system system, irq and softirq
 * @param total user, system, idle, iowait and steal
 */
record CpuTimes(long user, long system, long total) {
    private static final int COLUMNS = 8;

    /** The first line's times, or null if the text does not begin with them. */
    static @Nullable CpuTimes parse(String stat) {
        return stat.startsWith("cpu ") ? ofLine(stat, 0) : null;
    }

    /** The times of each core that is there, by its name; a core that is switched off has no line. */
    static Map<String, CpuTimes> cores(String stat) {
        Map<String, CpuTimes> cores = new LinkedHashMap<>();
        int line = stat.indexOf("\ncpu") + 1;
        while (line > 0 && stat.startsWith("cpu", line)) {
            CpuTimes times = ofLine(stat, line);
            int nameEnd = stat.indexOf(' ', line);
            if (times != null) {
                cores.put(stat.substring(line, nameEnd), times);
            }
            line = stat.indexOf('\n', line) + 1;
        }
        return cores;
    }

    /** Reads digit by digit: this runs twice a second, and to split each line by a pattern takes ten times as long. */
    private static @Nullable CpuTimes ofLine(String stat, int line) {
        long[] ticks = new long[COLUMNS];
        int at = stat.indexOf(' ', line);
        for (int column = 0; column < COLUMNS; column++) {
            while (at >= 0 && at < stat.length() && stat.charAt(at) == ' ') {
                at++;
            }
            int start = at;
            while (at >= 0 && at < stat.length() && isDigit(stat.charAt(at))) {
                ticks[column] = ticks[column] * 10 + stat.charAt(at) - '0';
                at++;
            }
            if (at <= start) {
                return null;
            }
        }
        long user = ticks[0] + ticks[1];
        long system = ticks[2] + ticks[5] + ticks[6];
        return new CpuTimes(user, system, user + system + ticks[3] + ticks[4] + ticks[7]);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Share of all cores in user mode since then; null if no tick has passed. */
    @Nullable
    Double userShareSince(CpuTimes before) {
        return share(user - before.user, total - before.total);
    }

    /** Share of all cores in the kernel since then; null if no tick has passed. */
    @Nullable
    Double systemShareSince(CpuTimes before) {
        return share(system - before.system, total - before.total);
    }

    /** Share in which it was busy since then; null if no tick has passed. */
    @Nullable
    Double busyShareSince(CpuTimes before) {
        return share(user + system - before.user - before.system, total - before.total);
    }

    /** The kernel's counters may step back a little (iowait does); such a reading is no share. */
    private static @Nullable Double share(long part, long whole) {
        return whole <= 0 || part < 0 || part > whole ? null : (Double) Shares.rounded((double) part / whole);
    }
}

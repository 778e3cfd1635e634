package io.github.mlxgguf.monitor.linux;

import org.jspecify.annotations.Nullable;

/**
 * Ticks of all cores since boot, from the first line of {@code /proc/stat} (proc_stat(5)).
 *
 * @param user user and nice; guests are counted in it by the kernel
 * @param system system, irq and softirq
 * @param total user, system, idle, iowait and steal
 */
record CpuTimes(long user, long system, long total) {
    private static final int COLUMNS = 8;

    /** The first line's times, or null if the text does not begin with them. */
    static @Nullable CpuTimes parse(String stat) {
        int end = stat.indexOf('\n');
        String line = end < 0 ? stat : stat.substring(0, end);
        String[] words = line.split(" +", -1);
        if (!words[0].equals("cpu") || words.length <= COLUMNS) {
            return null;
        }
        long[] ticks = new long[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            Long value = ProcText.number(words[i + 1]);
            if (value == null) {
                return null;
            }
            ticks[i] = value;
        }
        long user = ticks[0] + ticks[1];
        long system = ticks[2] + ticks[5] + ticks[6];
        return new CpuTimes(user, system, user + system + ticks[3] + ticks[4] + ticks[7]);
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

    /** The kernel's counters may step back a little (iowait does); such a reading is no share. */
    private static @Nullable Double share(long part, long whole) {
        return whole <= 0 || part < 0 || part > whole ? null : (double) part / whole;
    }
}

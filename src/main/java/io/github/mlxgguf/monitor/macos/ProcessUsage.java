package io.github.mlxgguf.monitor.macos;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What {@code proc_pid_rusage} tells of a process; what this version of it does not tell, or tells as 0, is null.
 *
 * @param cpuTicks processor time since the process started, in ticks of the Mach clock
 * @param residentBytes resident size
 * @param footprintBytes {@code phys_footprint}, without clean file-backed pages
 * @param peakFootprintBytes the highest in the life of the process
 * @param intervalPeakBytes the highest since it was last reset
 * @param energyJ processor energy since the process started, GPU not included; Apple Silicon only
 */
record ProcessUsage(
        long cpuTicks,
        @Nullable Long residentBytes,
        @Nullable Long footprintBytes,
        @Nullable Long peakFootprintBytes,
        @Nullable Long intervalPeakBytes,
        @Nullable Double energyJ) {
    private static final double NANO = 1e-9;

    // Offsets in struct rusage_info_v6 (xnu bsd/sys/resource.h); the older versions are its beginning.
    private static final int USER_TIME = 16;
    private static final int SYSTEM_TIME = 24;
    private static final int RESIDENT = 64;
    private static final int FOOTPRINT = 72;
    private static final int LIFETIME_PEAK = 240;
    private static final int INTERVAL_PEAK = 280;
    private static final int ENERGY_NJ = 336;

    /** Versions of the structure. */
    enum Flavor {
        V6(6, 464),
        V4(4, 296),
        V2(2, 160);

        final int number;
        final int bytes;

        Flavor(int number, int bytes) {
            this.number = number;
            this.bytes = bytes;
        }
    }

    /** Parses the structure of any version. */
    static ProcessUsage parse(byte[] structure) {
        if (structure.length < Flavor.V2.bytes) {
            throw new IllegalArgumentException("rusage_info of version 2 and above has " + Flavor.V2.bytes
                    + " bytes or more, found " + structure.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        boolean hasPeaks = structure.length >= Flavor.V4.bytes;
        Long energyNj = structure.length >= Flavor.V6.bytes ? known(bytes, ENERGY_NJ) : null;
        return new ProcessUsage(
                bytes.getLong(USER_TIME) + bytes.getLong(SYSTEM_TIME),
                known(bytes, RESIDENT),
                known(bytes, FOOTPRINT),
                hasPeaks ? known(bytes, LIFETIME_PEAK) : null,
                hasPeaks ? known(bytes, INTERVAL_PEAK) : null,
                energyNj == null ? null : energyNj * NANO);
    }

    /** A live process has some of everything: 0 is what the kernel writes where it does not count. */
    private static @Nullable Long known(ByteBuffer bytes, int offset) {
        long value = bytes.getLong(offset);
        return value > 0 ? value : null;
    }
}

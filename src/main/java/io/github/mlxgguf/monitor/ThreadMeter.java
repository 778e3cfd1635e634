package io.github.mlxgguf.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What the current thread has used since it began. */
interface ThreadMeter {
    /** Where nobody tells. */
    ThreadMeter NONE = new ThreadMeter() {
        @Override
        public long cpuNs() {
            return -1;
        }

        @Override
        public long allocatedBytes() {
            return -1;
        }
    };

    /** CPU time in nanoseconds; negative where it is not known. */
    long cpuNs();

    /** Heap that was allocated, in bytes, freed or not; negative where it is not known. */
    long allocatedBytes();

    /** As this JVM tells; allocation is an extension of HotSpot that another JVM may lack. */
    static ThreadMeter ofThisJvm() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new ThreadMeter() {
            @Override
            public long cpuNs() {
                return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                        ? threads.getCurrentThreadCpuTime()
                        : -1;
            }

            @Override
            public long allocatedBytes() {
                return threads instanceof com.sun.management.ThreadMXBean hotSpot
                                && hotSpot.isThreadAllocatedMemorySupported()
                                && hotSpot.isThreadAllocatedMemoryEnabled()
                        ? hotSpot.getCurrentThreadAllocatedBytes()
                        : -1;
            }
        };
    }
}

package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** System-wide memory from {@code /proc/meminfo}. */
final class MeminfoProbe implements Probe {
    /**
     * What the kernel could not drop. MemTotal − MemAvailable swings by tens of MB on an idle machine; this sum does not, see
     * {@code docs/METHODOLOGY.md}.
     */
    private static final List<String> COMMITTED =
            List.of("AnonPages", "Shmem", "SUnreclaim", "KernelStack", "PageTables");
    /** The file is computed when read (some 10 µs), so it can be read at any rate that makes sense. */
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final Path path;
    private final ProcFile file;

    MeminfoProbe(Path proc) {
        this.path = proc.resolve("meminfo");
        this.file = new ProcFile(path);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        parse(file.read(), sample);
    }

    static void parse(String meminfo, SampleBuilder sample) {
        Long swapTotal = ProcText.bytes(meminfo, "SwapTotal");
        Long swapFree = ProcText.bytes(meminfo, "SwapFree");
        sample.fileBackedBytes(fileBacked(meminfo));
        sample.committedBytes(committed(meminfo))
                .availableBytes(ProcText.bytes(meminfo, "MemAvailable"))
                .swapUsedBytes(swapTotal == null || swapFree == null ? null : swapTotal - swapFree);
    }

    /** The page cache without what has no file behind it: "Cached" holds shared memory and tmpfs too (proc_meminfo(5)). */
    private static @Nullable Long fileBacked(String meminfo) {
        Long cached = ProcText.bytes(meminfo, "Cached");
        Long buffers = ProcText.bytes(meminfo, "Buffers");
        Long shmem = ProcText.bytes(meminfo, "Shmem");
        return cached == null || buffers == null || shmem == null ? null : (Long) (cached + buffers - shmem);
    }

    private static @Nullable Long committed(String meminfo) {
        long sum = 0;
        for (String label : COMMITTED) {
            Long bytes = ProcText.bytes(meminfo, label);
            if (bytes == null) {
                return null;
            }
            sum += bytes;
        }
        return sum;
    }
}

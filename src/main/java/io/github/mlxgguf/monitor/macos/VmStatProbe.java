package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Wired and compressor memory once a second, from {@code vm_stat}; and all other memory too where the kernel's page counts
 * cannot be had.
 *
 * <p>The tool is run each time although {@code host_statistics64} would give the same without a process: the kernel gives
 * programs that are not Apple's only 2 to 10 fresh answers a second, shared by all of them on the machine, and then repeats an
 * old one without saying so (xnu {@code osfmk/kern/host.c}). {@code vm_stat} is Apple's and is never served stale figures.
 */
final class VmStatProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Function<List<String>, Optional<String>> tool;
    private final boolean everything;

    /**
     * A probe.
     *
     * @param everything whether no other probe reads committed and available memory
     */
    VmStatProbe(Function<List<String>, Optional<String>> tool, boolean everything) {
        this.tool = tool;
        this.everything = everything;
    }

    @Override
    public String name() {
        return "vm_stat";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public boolean spawns() {
        return true;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        VmStat now = VmStat.read(tool).orElseThrow(() -> new IOException("it printed nothing"));
        sample.wiredBytes(now.wiredBytes()).compressorBytes(now.compressorBytes());
        if (everything) {
            sample.committedBytes(now.committedBytes())
                    .availableBytes(now.availableBytes())
                    .fileBackedBytes(now.fileBackedBytes())
                    .purgeableBytes(now.purgeableBytes());
        }
    }
}

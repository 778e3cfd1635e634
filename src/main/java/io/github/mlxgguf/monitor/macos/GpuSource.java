package io.github.mlxgguf.monitor.macos;

import java.io.IOException;
import java.util.Map;

/** The driver of the GPU. */
interface GpuSource {
    /**
     * Its statistics now, as far as they are among {@link GpuStatistics#KEYS}.
     *
     * @throws IOException if it has none any more
     */
    Map<String, Long> read() throws IOException;

    /** Lets go of the driver. */
    void close();
}

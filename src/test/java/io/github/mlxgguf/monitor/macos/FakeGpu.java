package io.github.mlxgguf.monitor.macos;

import java.io.IOException;
import java.util.Map;

/** A driver that tells what it was given until it is closed. */
final class FakeGpu implements GpuSource {
    private final Map<String, Long> values;
    private boolean closed;

    FakeGpu(Map<String, Long> values) {
        this.values = values;
    }

    @Override
    public Map<String, Long> read() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        return values;
    }

    @Override
    public void close() {
        closed = true;
    }
}

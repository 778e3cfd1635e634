package io.github.mlxgguf.monitor;

import java.io.IOException;
import java.time.Duration;

/** A probe with a given behaviour. */
record FakeProbe(String name, Duration interval, Reading reading) implements Probe {
    interface Reading {
        void into(SampleBuilder sample) throws IOException;
    }

    /** As fast as any grid. */
    static FakeProbe quick(Reading reading) {
        return new FakeProbe("quick", Duration.ofMillis(1), reading);
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        reading.into(sample);
    }
}

package io.github.mlxgguf.monitor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Keeps a failing probe away from the sampler: nothing it set in a failed reading counts, and its first failure is logged. */
final class ProbeReader {
    private static final Logger LOG = System.getLogger(ProbeReader.class.getName());

    private final Probe probe;
    private final SampleBuilder reading = new SampleBuilder();
    private boolean failureLogged;

    ProbeReader(Probe probe) {
        this.probe = probe;
    }

    void readInto(SampleBuilder sample) {
        reading.clear();
        try {
            probe.read(reading);
        } catch (IOException | RuntimeException | LinkageError e) {
            // LinkageError: a native library that does not load on this machine.
            logOnce(e);
            return;
        }
        sample.merge(reading);
    }

    private void logOnce(Throwable failure) {
        if (!failureLogged) {
            failureLogged = true;
            LOG.log(
                    Level.WARNING,
                    "Cannot read " + probe.name() + "; its values stay null while this lasts, and this is said once: "
                            + failure);
        }
    }
}

package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.Sample;

/**
 * Takes each sample as it is made, on the sampling thread: it must be quick. If it throws, the sample is lost to it, the first
 * such failure is logged, and sampling goes on.
 */
@FunctionalInterface
public interface SampleSink {
    /** Takes the next sample; times never go back. */
    void accept(Sample sample);
}

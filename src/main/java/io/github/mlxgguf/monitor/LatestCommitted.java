package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.Sample;
import org.jspecify.annotations.Nullable;

/** Remembers the newest sample that has a committed figure, on the way to the sink. */
final class LatestCommitted implements SampleSink {
    private final SampleSink next;
    private volatile @Nullable Sample latest;

    LatestCommitted(SampleSink next) {
        this.next = next;
    }

    @Override
    public void accept(Sample sample) {
        if (sample.committedBytes() != null) {
            latest = sample;
        }
        next.accept(sample);
    }

    @Nullable
    Long notBefore(long tNs) {
        Sample sample = latest;
        return sample == null || sample.tNs() < tNs ? null : sample.committedBytes();
    }
}

package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps samples until somebody takes them: the first ones are read before there is a file for them. Thread-safe. */
public final class DeferredSink implements SampleSink {
    private final List<Sample> kept = new ArrayList<>();
    private @Nullable SampleSink target;

    @Override
    public synchronized void accept(Sample sample) {
        SampleSink taker = target;
        if (taker == null) {
            kept.add(sample);
        } else {
            taker.accept(sample);
        }
    }

    /** Hands over what was kept, and everything from now on. */
    public synchronized void deliverTo(SampleSink taker) {
        kept.forEach(taker::accept);
        kept.clear();
        target = taker;
    }
}

package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.MachineWatch;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of the machine from the first sample of a session to its end, the time between two cells included. Takes samples on the
 * sampling thread and keeps none; safe for use by several threads.
 */
final class SessionConditions {
    private final MachineWatch watch;

    SessionConditions(Duration interval, @Nullable Long ramBytes, long startNs) {
        this.watch = new MachineWatch(interval, ramBytes);
        watch.begins(startNs);
    }

    synchronized void sampled(Sample sample) {
        watch.accept(sample);
    }

    /** Ids of the conditions until the end of the session, in a fixed order. */
    synchronized List<String> flags(long endNs) {
        watch.ended(endNs);
        return watch.flags();
    }
}

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

    private boolean begun;

    SessionConditions(Duration interval, @Nullable Long ramBytes) {
        this.watch = new MachineWatch(interval, ramBytes);
    }

    /** From here on samples must come; those that are handed over first may be older. */
    synchronized void begin(long nowNs) {
        begun = true;
        watch.begins(nowNs);
    }

    synchronized void sampled(Sample sample) {
        watch.accept(sample);
    }

    /** Ids of the conditions until the end of the session, in a fixed order. */
    synchronized List<String> flags(long endNs) {
        if (begun) {
            watch.ended(endNs);
        }
        return watch.flags();
    }
}

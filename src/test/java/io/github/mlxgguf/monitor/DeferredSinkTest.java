package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferredSinkTest {
    private final DeferredSink sink = new DeferredSink();
    private final List<Sample> taken = new ArrayList<>();

    @Test
    void whatCameBeforeTheTakerComesFirstAndOnce() {
        Sample first = sample(1);
        Sample second = sample(2);
        Sample third = sample(3);
        sink.accept(first);
        sink.accept(second);

        sink.deliverTo(taken::add);
        sink.accept(third);

        assertThat(taken).containsExactly(first, second, third);
    }

    private static Sample sample(long tNs) {
        return new SampleBuilder().committedBytes(tNs).build(tNs);
    }
}

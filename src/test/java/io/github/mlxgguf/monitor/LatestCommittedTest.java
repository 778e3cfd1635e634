package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestCommittedTest {
    private final List<Sample> passedOn = new ArrayList<>();
    private final LatestCommitted committed = new LatestCommitted(passedOn::add);

    @Test
    void theNewestSampleWithAFigureCounts() {
        committed.accept(new SampleBuilder().committedBytes(5L).build(100));
        committed.accept(new SampleBuilder().build(200));

        assertThat(committed.notBefore(100)).isEqualTo(5);
        assertThat(passedOn).hasSize(2);
    }

    @Test
    void aFigureThatIsTooOldIsUnknown() {
        assertThat(committed.notBefore(0)).isNull();
        committed.accept(new SampleBuilder().committedBytes(5L).build(100));

        assertThat(committed.notBefore(101)).isNull();
    }
}

package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionConditionsTest {
    private static final long MS = 1_000_000;

    private final SessionConditions conditions =
            new SessionConditions(Duration.ofMillis(100), 64_000_000_000L, 1_000 * MS);

    @Test
    void aSamplerThatDiedIsLateAtTheEndOfTheSession() {
        conditions.sampled(new SampleBuilder().build(1_100 * MS));

        assertThat(conditions.flags(1_600 * MS)).isEmpty();
        assertThat(conditions.flags(60_000 * MS)).containsExactly("sampler_late");
    }

    @Test
    void aSamplerThatNeverBeganIsLateToo() {
        assertThat(conditions.flags(1_500 * MS)).isEmpty();
        assertThat(conditions.flags(1_501 * MS)).containsExactly("sampler_late");
    }
}

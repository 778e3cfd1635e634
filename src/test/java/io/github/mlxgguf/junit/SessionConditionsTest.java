package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionConditionsTest {
    private static final long MS = 1_000_000;

    private final SessionConditions conditions = new SessionConditions(Duration.ofMillis(100), 64_000_000_000L);

    @Test
    void aSessionThatEndsBeforeItBeganIsNotLate() {
        assertThat(conditions.flags(60_000 * MS)).isEmpty();
    }

    @Test
    void samplesThatWaitedForTheSessionAreNotLate() {
        conditions.begin(1_000 * MS);
        for (long tick = 0; tick <= 10; tick++) {
            conditions.sampled(new SampleBuilder().build(tick * 100 * MS));
        }

        assertThat(conditions.flags(1_400 * MS)).isEmpty();
    }

    @Test
    void aSamplerThatDiedIsLateAtTheEndOfTheSession() {
        conditions.begin(1_000 * MS);
        conditions.sampled(new SampleBuilder().build(1_100 * MS));

        assertThat(conditions.flags(1_600 * MS)).isEmpty();
        assertThat(conditions.flags(60_000 * MS)).containsExactly("sampler_late");
    }

    @Test
    void aSamplerThatNeverBeganIsLateToo() {
        conditions.begin(1_000 * MS);
        assertThat(conditions.flags(1_500 * MS)).isEmpty();
        assertThat(conditions.flags(1_501 * MS)).containsExactly("sampler_late");
    }
}

package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void timesReadLikeAClock() {
        assertThat(Progress.clockFace(Duration.ofSeconds(5))).isEqualTo("0:05");
        assertThat(Progress.clockFace(Duration.ofSeconds(754))).isEqualTo("12:34");
        assertThat(Progress.clockFace(Duration.ofSeconds(3_723))).isEqualTo("1:02:03");
    }
}

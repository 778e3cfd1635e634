package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveOptionsTest {
    @Test
    void nothingIsLiveUnlessAsked() {
        assertThat(LiveOptions.from(Map.<String, String>of()::get)).isEqualTo(new LiveOptions(false, 0));
        assertThat(LiveOptions.from(Map.of("bench.live", "", "bench.livePort", " 8080 ")::get))
                .isEqualTo(new LiveOptions(true, 8080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "any", "1e3"})
    void aWrongPortStopsTheRunBeforeItBegins(String port) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RunOptions.from(Map.of("bench.livePort", port)::get))
                .satisfies(exception -> assertThat(exception.problems())
                        .containsExactly("-Dbench.livePort: found \"" + port + "\"; allowed: 0 to 65535."));
    }
}

package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({"Linux, LINUX", "Mac OS X, MACOS", "Darwin, MACOS", "Windows 11, OTHER"})
    void isKnownByTheJvmsNameOfTheSystem(String osName, Platform expected) {
        assertThat(Platform.of(osName)).isEqualTo(expected);
    }
}

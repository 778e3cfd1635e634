package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1234, 1234",
        "http://127.3.2.1:99, 99",
        "http://localhost:4000, 4000",
        "http://[::1]:4000, 4000",
        "http://localhost, 80",
        "http://studio.local:1234, 0",
        "http://192.168.1.5:1234, 0",
    })
    void aPortOfAnotherMachineIsNotOneOfThisMachine(String baseUrl, int port) {
        BenchmarkConfig config = ConfigLoader.load("server: {base_url: '" + baseUrl + "'}", "test.yaml", Map.of());

        assertThat(config.server().localPort()).isEqualTo(port);
    }
}

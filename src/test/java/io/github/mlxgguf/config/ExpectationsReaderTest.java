package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsReaderTest {
    private static final String BUILDS =
            "architecture: dense, gguf: {model: g, quantization: Q8_0}, mlx: {model: m, quantization: 8bit}";

    private static BenchmarkConfig load(String text) {
        return ConfigLoader.load(text, "c.yaml", Map.of());
    }

    private static List<String> expected(BenchmarkConfig config, int pair) {
        return config.expectationsOf(config.pairs().get(pair)).stream()
                .map(expectation -> expectation.metric().in(expectation.scenario()) + " " + expectation.expected())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        ">= 2.0, AT_LEAST, 2.0, >= 2.0",
        "<=0.8, AT_MOST, 0.8, <= 0.8",
        "> 1, ABOVE, 1.0, > 1.0",
        "<   12345678.5, BELOW, 12345678.5, < 12345678.5",
    })
    void anExpectationIsAnOperatorAndABound(
            String written, Expectation.Operator operator, double bound, String expected) {
        Expectation expectation =
                load("expect: {peak_memory_ratio: '" + written + "'}").expect().get(0);

        assertThat(expectation)
                .isEqualTo(new Expectation(ExpectationMetric.PEAK_MEMORY_RATIO, "simple-generation", operator, bound));
        assertThat(expectation.expected()).isEqualTo(expected);
    }

    @Test
    void aMetricWithoutScenarioMeansItsOwn() {
        assertThat(load("expect: {load_ratio: '< 1', leak_mb_per_request: '<= 0', ttft_ratio@moe: '< 1'}")
                        .expect())
                .extracting(Expectation::scenario)
                .containsExactly("cold-start", "leak-detection", "moe");
    }

    @Test
    void aPairReplacesWhatItNamesItselfAndKeepsTheRest() {
        BenchmarkConfig config = load("""
                pairs:
                  - {name: P, %1$s, expect: {decode_ratio@simple-generation: '> 1.5', ttft_ratio: '< 1'}}
                  - {name: Q, %1$s}
                expect: {decode_ratio: '>= 2.0', decode_ratio@moe: '>= 3', peak_memory_ratio: '<= 0.8'}
                """.formatted(BUILDS));

        assertThat(expected(config, 0))
                .containsExactly(
                        "decode_ratio@moe >= 3.0",
                        "peak_memory_ratio <= 0.8",
                        "decode_ratio > 1.5",
                        "ttft_ratio < 1.0");
        assertThat(expected(config, 1))
                .containsExactly("decode_ratio >= 2.0", "decode_ratio@moe >= 3.0", "peak_memory_ratio <= 0.8");
    }
}

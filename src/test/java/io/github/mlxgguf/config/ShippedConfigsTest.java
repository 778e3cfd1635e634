package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The two files that come with the suite. */
class ShippedConfigsTest {
    private static final BenchmarkConfig BENCHMARK = ConfigLoader.load(Defaults.CONFIG_FILE, Map.of());
    private static final BenchmarkConfig EMBEDDED = ConfigLoader.load(Defaults.EMBEDDED_CONFIG_FILE, Map.of());

    @Test
    void theMatrixHoldsThePairsOfTheSpecification() {
        assertThat(BENCHMARK.source())
                .isEqualTo(Path.of("config", "benchmark.yaml").toString());
        assertThat(BENCHMARK.pairs())
                .extracting(
                        PairConfig::name,
                        PairConfig::architecture,
                        PairConfig::varies,
                        pair -> pair.baseline().quantization(),
                        pair -> pair.candidate().quantization())
                .containsExactly(
                        tuple("Llama 3.2 1B", Architecture.DENSE, PairConfig.Varies.FORMAT, "Q8_0", "8bit"),
                        tuple("Llama 3.3 70B", Architecture.DENSE, PairConfig.Varies.FORMAT, "Q8_0", "8bit"),
                        tuple("Llama 4 Scout 17B-16E", Architecture.MOE, PairConfig.Varies.FORMAT, "Q4_K_M", "4bit"),
                        tuple("Mixtral 8x22B", Architecture.MOE, PairConfig.Varies.FORMAT, "IQ4_XS", "4bit"));
    }

    @Test
    void noKeyOfTheMatrixStandsForTwoBuilds() {
        assertThat(BENCHMARK.pairs().stream()
                        .flatMap(pair -> List.of(pair.baseline(), pair.candidate()).stream())
                        .flatMap(variant -> variant.models().stream()))
                .hasSize(18)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).isEqualTo(key.toLowerCase(Locale.ROOT)));
    }

    @Test
    void theMatrixSpellsOutTheDefaults() {
        BenchmarkConfig defaults = ConfigLoader.load("", "defaults", Map.of());

        assertThat(BENCHMARK.server()).isEqualTo(defaults.server());
        assertThat(BENCHMARK.discover()).isEqualTo(defaults.discover());
        assertThat(BENCHMARK.load()).isEqualTo(defaults.load());
        assertThat(BENCHMARK.run()).isEqualTo(defaults.run());
        assertThat(BENCHMARK.scenarios()).isEqualTo(defaults.scenarios());
        assertThat(BENCHMARK.monitor()).isEqualTo(defaults.monitor());
        assertThat(BENCHMARK.report()).isEqualTo(defaults.report());
        assertThat(BENCHMARK.deployment())
                .containsExactly(new DeploymentConfig("NEXUS LORE", 96, 1, DeploymentConfig.Priority.LATENCY));
    }

    @Test
    void theCommentedExpectationsAreOnesThatTheSuiteReads() throws IOException {
        String text = Files.readString(Path.of("config/benchmark.yaml"));
        String example = text.lines()
                .filter(line -> line.startsWith("#   expect: "))
                .map(line -> line.substring(1).strip())
                .collect(Collectors.joining("\n"));

        assertThat(BENCHMARK.expect()).isEmpty();
        assertThat(ConfigLoader.load(example, "example", Map.of()).expect())
                .extracting(expectation -> expectation.metric().id() + " " + expectation.expected())
                .containsExactly("decode_ratio >= 2.0", "peak_memory_ratio <= 0.8");
    }

    @Test
    void theEmbeddedFileComparesTwoQuantizationsAndCallsNeitherMlx() {
        assertThat(EMBEDDED.server().kind()).isEqualTo(ServerConfig.Kind.EMBEDDED);
        assertThat(EMBEDDED.pairs())
                .containsExactly(
                        new PairConfig(
                                "Gibberish 50M",
                                Architecture.DENSE,
                                PairConfig.Varies.QUANTIZATION,
                                new VariantConfig(Format.GGUF, "F16", List.of("embedded/gibberish-50m@f16"), "F16"),
                                new VariantConfig(Format.GGUF, "Q8_0", List.of("embedded/gibberish-50m@q8_0"), "Q8_0")),
                        new PairConfig(
                                "Gibberish MoE 60M",
                                Architecture.MOE,
                                PairConfig.Varies.QUANTIZATION,
                                new VariantConfig(Format.GGUF, "F16", List.of("embedded/gibberish-moe-60m@f16"), "F16"),
                                new VariantConfig(
                                        Format.GGUF, "Q8_0", List.of("embedded/gibberish-moe-60m@q8_0"), "Q8_0")));
        assertThat(EMBEDDED.discover().enabled()).isFalse();
        assertThat(EMBEDDED.load()).isEqualTo(new LoadSettings(2048, 1));
        assertThat(EMBEDDED.run())
                .isEqualTo(new RunConfig(3, 1, 3, Cooldown.fixed(Duration.ofMillis(500)), 42, 128, 0));
        assertThat(EMBEDDED.scenarios().coldStart())
                .isEqualTo(new ScenarioConfigs.ColdStart(true, Duration.ofSeconds(2), Duration.ofSeconds(2)));
    }
}

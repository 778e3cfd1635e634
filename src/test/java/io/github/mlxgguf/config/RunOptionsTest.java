package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.mlxgguf.trace.Format;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
    private static final BenchmarkConfig CONFIG = ConfigLoader.load("""
            pairs:
              - {name: Llama 3.2 1B, architecture: dense, gguf: {model: a, quantization: Q8_0}, mlx: {model: b, quantization: 8bit}}
              - {name: Mixtral 8x22B, architecture: moe, gguf: {model: c, quantization: IQ4_XS}, mlx: {model: d, quantization: 4bit}}
            scenarios: {moe: {enabled: false, iterations: 7}}
            """, "c.yaml", Map.of());

    private static RunOptions from(Map<String, String> properties) {
        return RunOptions.from(properties::get);
    }

    private static void assertRefused(Map<String, String> properties, String... problems) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> from(properties))
                .satisfies(exception -> assertThat(exception.problems()).containsExactly(problems));
    }

    @Test
    void nothingGivenAsksForEverything() {
        RunOptions options = from(Map.of());

        assertThat(options)
                .isEqualTo(new RunOptions(
                        null,
                        null,
                        false,
                        List.of(),
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        Path.of("results"),
                        null,
                        null,
                        false,
                        false,
                        false));
        assertThat(options.serverChosenByHand()).isFalse();
        assertThat(options.wants(Format.MLX)).isTrue();
        assertThat(options.wants(ScenarioId.MOE)).isTrue();
        assertThat(options.applyTo(CONFIG)).isEqualTo(CONFIG);
    }

    @Test
    void everyPropertyIsRead() {
        RunOptions options = from(Map.ofEntries(
                Map.entry("bench.server", "simulated"),
                Map.entry("bench.baseUrl", "http://127.0.0.1:9"),
                Map.entry("bench.quick", "true"),
                Map.entry("bench.pairs", " Llama 3.2 1B , Mixtral 8x22B,"),
                Map.entry("bench.formats", "gguf"),
                Map.entry("bench.scenarios", "moe, cold-start"),
                Map.entry("bench.config", "my.yaml"),
                Map.entry("bench.script", "my-script.yaml"),
                Map.entry("bench.results", "out"),
                Map.entry("bench.runId", "run-1"),
                Map.entry("bench.dryRun", ""),
                Map.entry("bench.strict", "false"),
                Map.entry("bench.verbose", " true ")));

        assertThat(options)
                .isEqualTo(new RunOptions(
                        ServerConfig.Kind.SIMULATED,
                        URI.create("http://127.0.0.1:9"),
                        true,
                        List.of("Llama 3.2 1B", "Mixtral 8x22B"),
                        Set.of(Format.GGUF),
                        Set.of(ScenarioId.MOE, ScenarioId.COLD_START),
                        Path.of("my.yaml"),
                        Path.of("my-script.yaml"),
                        Path.of("out"),
                        "run-1",
                        null,
                        true,
                        false,
                        true));
        assertThat(options.wants(Format.GGUF)).isTrue();
        assertThat(options.wants(Format.MLX)).isFalse();
        assertThat(from(Map.of("bench.resume", "latest")).resume()).isEqualTo("latest");
    }

    @Test
    void anEmptyPropertyCountsAsNotGiven() {
        assertThat(from(Map.of("bench.pairs", "", "bench.server", " ", "bench.baseUrl", "", "bench.runId", "")))
                .isEqualTo(from(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "bench.baseUrl, http://127.0.0.1:1234, true",
        "bench.server, lmstudio, true",
        "bench.server, auto, false",
        "bench.server, embedded, false",
        "bench.config, config/embedded.yaml, false"
    })
    void aServerChosenByHandIsKnown(String name, String value, boolean byHand) {
        assertThat(from(Map.of(name, value)).serverChosenByHand()).isEqualTo(byHand);
    }

    @Test
    void allWrongValuesAreListed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> from(Map.of(
                        "bench.server", "lm-studio",
                        "bench.baseUrl", "127.0.0.1:1234",
                        "bench.quick", "yes",
                        "bench.formats", "ggfu,mlx,onnx",
                        "bench.scenarios", "leak",
                        "bench.runId", "../x")))
                .withMessage("""
                        The command line cannot be used (7 problems); nothing was started:
                          -Dbench.server: found "lm-studio"; allowed: auto, lmstudio, embedded, simulated. Did you mean "lmstudio"?
                          -Dbench.baseUrl: found "127.0.0.1:1234", which has no scheme; allowed: http://HOST:PORT, without a path. Did you mean "http://127.0.0.1:1234"?
                          -Dbench.quick: found "yes"; allowed: true, false.
                          -Dbench.formats: found "ggfu"; allowed: gguf, mlx. Did you mean "gguf"?
                          -Dbench.formats: found "onnx"; allowed: gguf, mlx.
                          -Dbench.scenarios: found "leak"; allowed: cold-start, simple-generation, context-stress, leak-detection, moe, concurrency. Did you mean "leak-detection"?
                          -Dbench.runId: found "../x"; allowed: the name of one folder: letters, digits, dots, hyphens and underscores, at most 100.""");
    }

    @Test
    void namesOfRunsThatCannotBeAreRefused() {
        assertRefused(
                Map.of("bench.runId", "latest"),
                "-Dbench.runId: found \"latest\", the link to the newest run; allowed: another name.");
        assertRefused(
                Map.of("bench.runId", "a", "bench.resume", "b"),
                "-Dbench.resume: found beside bench.runId; allowed: one of them, since a resumed run keeps its own id.");
        assertRefused(Map.of("bench.pairs", ","), "-Dbench.pairs: found \",\"; allowed: a list with commas.");
    }

    @Test
    void pairsAreNarrowedInTheOrderOfTheFileWhateverTheirCase() {
        BenchmarkConfig config =
                from(Map.of("bench.pairs", "MIXTRAL 8X22B,llama 3.2 1b")).applyTo(CONFIG);

        assertThat(config.pairs()).isEqualTo(CONFIG.pairs());
        assertThat(config.discover()).isEqualTo(new DiscoverConfig(false, 3, true));
        assertThat(from(Map.of("bench.pairs", "mixtral 8x22b")).applyTo(CONFIG).pairs())
                .containsExactly(CONFIG.pairs().get(1));
    }

    @Test
    void aPairThatDoesNotExistIsRefused() {
        RunOptions options = from(Map.of("bench.pairs", "Llama 3.2 1,mixtral,Qwen"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> options.applyTo(CONFIG))
                .withMessage("""
                        The command line cannot be used (3 problems); nothing was started:
                          -Dbench.pairs: found "Llama 3.2 1"; allowed: Llama 3.2 1B, Mixtral 8x22B, as in c.yaml. Did you mean "Llama 3.2 1B"?
                          -Dbench.pairs: found "mixtral"; allowed: Llama 3.2 1B, Mixtral 8x22B, as in c.yaml. Did you mean "Mixtral 8x22B"?
                          -Dbench.pairs: found "Qwen"; allowed: Llama 3.2 1B, Mixtral 8x22B, as in c.yaml.""");
    }

    @Test
    void aNamedScenarioRunsAloneEvenIfTheFileDisablesIt() {
        ScenarioConfigs scenarios =
                from(Map.of("bench.scenarios", "moe")).applyTo(CONFIG).scenarios();

        assertThat(ScenarioId.BUILT_IN).filteredOn(scenarios::enabled).containsExactly(ScenarioId.MOE);
        assertThat(scenarios.moe()).isEqualTo(new ScenarioConfigs.Moe(true, 7, 1));
        assertThat(scenarios.contextStress().sizes()).containsExactly(1000, 2000, 4000);
    }

    @Test
    void serverAddressAndRoundsAreOverridden() {
        BenchmarkConfig config = from(Map.of(
                        "bench.server", "lmstudio", "bench.baseUrl", "http://mac:1", "bench.quick", "true"))
                .applyTo(CONFIG);

        assertThat(config.server().kind()).isEqualTo(ServerConfig.Kind.LMSTUDIO);
        assertThat(config.server().baseUrl()).isEqualTo(URI.create("http://mac:1"));
        assertThat(config.server().timeouts()).isEqualTo(CONFIG.server().timeouts());
        assertThat(config.run().rounds()).isEqualTo(1);
        assertThat(config.run().iterations()).isEqualTo(3);
        assertThat(config.digest()).isEqualTo(CONFIG.digest());
    }

    @Test
    void unknownPropertiesAreNamed() {
        assertThat(RunOptions.unknownProperties(
                        Set.of("bench.pair", "bench.jvm.args", "bench.modelCache", "java.home")))
                .containsExactly("-Dbench.pair: unknown property; allowed: bench.server, bench.baseUrl, bench.quick,"
                        + " bench.pairs, bench.formats, bench.scenarios, bench.config, bench.script, bench.results, bench.runId,"
                        + " bench.resume, bench.dryRun, bench.strict, bench.verbose, bench.live, bench.livePort, bench.jvm.args,"
                        + " bench.modelCache. Did you mean \"bench.pairs\"?");
    }

    @Test
    void aScenarioThatNoFileNamesIsAskedForOnlyByName() {
        ScenarioId own = new ScenarioId("first-words");

        assertThat(from(Map.of("bench.scenarios", "moe")).wants(own)).isFalse();
        assertThat(from(Map.of("bench.scenarios", "moe, first-words")).wants(own))
                .isTrue();
        assertThat(from(Map.of()).wants(own)).isTrue();
    }

    @Test
    void scenarioIdsAreStable() {
        assertThat(ScenarioId.BUILT_IN)
                .extracting(ScenarioId::id)
                .containsExactly(
                        "cold-start", "simple-generation", "context-stress", "leak-detection", "moe", "concurrency");
        assertThat(ScenarioId.parse("leak-detection")).contains(ScenarioId.LEAK_DETECTION);
        assertThat(ScenarioId.parse("Leak detection")).isEmpty();
    }
}

package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Format;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static BenchmarkConfig load(String text) {
        return ConfigLoader.load(text, "test.yaml", Map.of());
    }

    @Test
    void anEmptyTextHasEveryDefault() {
        BenchmarkConfig config = load("");

        assertThat(config.source()).isEqualTo("test.yaml");
        assertThat(config.digest()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(config.server())
                .isEqualTo(new ServerConfig(
                        ServerConfig.Kind.AUTO,
                        URI.create("http://127.0.0.1:1234"),
                        null,
                        ServerConfig.Resident.REFUSE,
                        false,
                        new ServerConfig.Timeouts(
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(60),
                                Duration.ofMinutes(30))));
        assertThat(config.pairs()).isEmpty();
        assertThat(config.discover()).isEqualTo(new DiscoverConfig(true, 3, true));
        assertThat(config.load()).isEqualTo(new LoadSettings(8192, null));
        assertThat(config.run()).isEqualTo(new RunConfig(3, 1, 3, Duration.ofSeconds(10), 42, 300, 0));
        assertThat(config.scenarios())
                .isEqualTo(new ScenarioConfigs(
                        new ScenarioConfigs.ColdStart(true, Duration.ofSeconds(60), Duration.ofSeconds(10)),
                        new ScenarioConfigs.SimpleGeneration(true),
                        new ScenarioConfigs.ContextStress(true, List.of(1000, 2000, 4000), "prompts/climate.md", 3),
                        new ScenarioConfigs.LeakDetection(true, 10, Duration.ofSeconds(5), 1, null),
                        new ScenarioConfigs.Moe(true, 2, 1),
                        new ScenarioConfigs.Concurrency(true, 5, 1),
                        Map.of()));
        assertThat(config.monitor()).isEqualTo(new MonitorConfig(Duration.ofMillis(100)));
        assertThat(config.expect()).isEmpty();
        assertThat(config.deployment()).isEmpty();
        assertThat(config.report()).isEqualTo(new ReportConfig(0.03));
    }

    @Test
    void everyKeyIsRead() {
        BenchmarkConfig config =
                ConfigLoader.load("""
                server:
                  kind: lmstudio
                  base_url: http://${HOST:-mac.local}:4321/
                  api_token: ${MY_TOKEN}
                  resident: unload
                  manage: true
                  timeouts: {connect: 1s, load: 2m, first_token: 3s, between_tokens: 400ms, total: 1h}
                pairs:
                  - {name: P, architecture: moe, gguf: {model: g, quantization: Q4_K_M}, mlx: {model: [m, n], quantization: 4bit}}
                discover: {enabled: false, max_pairs: 7, smallest_first: false}
                load: {context_length: 4096, parallel: 2}
                run: {rounds: 6, warmup: 0, iterations: 5, cooldown: 0s, seed: -7, max_output_tokens: 64, temperature: 0.5}
                scenarios:
                  cold-start: {enabled: false, idle: 3s, baseline: 4s}
                  simple-generation: {enabled: false}
                  context-stress: {enabled: false, sizes: [10, 20], document: a.md, iterations: 9}
                  leak-detection: {enabled: false, prompts: 30, pause: 1s, rounds: 2, fixed_output_tokens: 64}
                  moe: {enabled: false, iterations: 4, rounds: 3}
                  concurrency: {enabled: false, requests: 8, rounds: 2}
                monitor: {interval: 20ms}
                expect: {decode_ratio: ">= 2.0"}
                deployment: [{name: NEXUS LORE, memory_budget_gb: 96, concurrency: 4, priority: memory}]
                report: {practical_equivalence: 0.05}
                """, "test.yaml", Map.of("MY_TOKEN", "secret\n", "LM_API_TOKEN", "other"));

        assertThat(config.server())
                .isEqualTo(new ServerConfig(
                        ServerConfig.Kind.LMSTUDIO,
                        URI.create("http://mac.local:4321"),
                        "secret",
                        ServerConfig.Resident.UNLOAD,
                        true,
                        new ServerConfig.Timeouts(
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(3),
                                Duration.ofMillis(400),
                                Duration.ofHours(1))));
        assertThat(config.pairs())
                .containsExactly(new PairConfig(
                        "P",
                        Architecture.MOE,
                        PairConfig.Varies.FORMAT,
                        new VariantConfig(Format.GGUF, "GGUF", List.of("g"), "Q4_K_M"),
                        new VariantConfig(Format.MLX, "MLX", List.of("m", "n"), "4bit")));
        assertThat(config.discover()).isEqualTo(new DiscoverConfig(false, 7, false));
        assertThat(config.load()).isEqualTo(new LoadSettings(4096, 2));
        assertThat(config.run()).isEqualTo(new RunConfig(6, 0, 5, Duration.ZERO, -7, 64, 0.5));
        assertThat(config.scenarios())
                .isEqualTo(new ScenarioConfigs(
                        new ScenarioConfigs.ColdStart(false, Duration.ofSeconds(3), Duration.ofSeconds(4)),
                        new ScenarioConfigs.SimpleGeneration(false),
                        new ScenarioConfigs.ContextStress(false, List.of(10, 20), "a.md", 9),
                        new ScenarioConfigs.LeakDetection(false, 30, Duration.ofSeconds(1), 2, 64),
                        new ScenarioConfigs.Moe(false, 4, 3),
                        new ScenarioConfigs.Concurrency(false, 8, 2),
                        Map.of()));
        assertThat(config.monitor()).isEqualTo(new MonitorConfig(Duration.ofMillis(20)));
        assertThat(config.expect()).containsExactly(Map.entry("decode_ratio", ">= 2.0"));
        assertThat(config.deployment())
                .containsExactly(new DeploymentConfig("NEXUS LORE", 96, 4, DeploymentConfig.Priority.MEMORY));
        assertThat(config.report()).isEqualTo(new ReportConfig(0.05));
    }

    @Test
    void aKeyWithoutAValueHasItsDefault() {
        BenchmarkConfig config = load("server:\nrun: {rounds: null}\nload: {parallel: null}\n");

        assertThat(config.server().kind()).isEqualTo(ServerConfig.Kind.AUTO);
        assertThat(config.run().rounds()).isEqualTo(3);
        assertThat(config.load().parallel()).isNull();
    }

    @Test
    void twoQuantizationsOfOneFormatArePaired() {
        PairConfig pair = load("""
                        pairs:
                          - name: Q
                            architecture: dense
                            baseline: {format: mlx, model: a, quantization: 4bit}
                            candidate: {format: mlx, label: Eight, model: b, quantization: 8bit}
                        """).pairs().get(0);

        assertThat(pair.varies()).isEqualTo(PairConfig.Varies.QUANTIZATION);
        assertThat(pair.baseline()).isEqualTo(new VariantConfig(Format.MLX, "4bit", List.of("a"), "4bit"));
        assertThat(pair.candidate()).isEqualTo(new VariantConfig(Format.MLX, "Eight", List.of("b"), "8bit"));
    }

    @Test
    void theTokenComesFromTheUsualVariableWhenTheFileIsSilent() {
        assertThat(ConfigLoader.load("", "t", Map.of("LM_API_TOKEN", "sk-1"))
                        .server()
                        .apiToken())
                .isEqualTo("sk-1");
    }

    @Test
    void anEmptyTokenIsNone() {
        String text = "server: {api_token: '${LM_API_TOKEN:-}'}";

        assertThat(load(text).server().apiToken()).isNull();
        assertThat(load("server: {api_token: ''}").server().apiToken()).isNull();
    }

    @Test
    void aFileIsReadWithAByteOrderMarkAndWindowsLineEnds(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "\uFEFFrun:\r\n  rounds: 5\r\n");

        assertThat(ConfigLoader.load(file, Map.of()).run().rounds()).isEqualTo(5);
    }

    @Test
    void shortPausesAreNeverLongerThanWritten() {
        BenchmarkConfig shorter = load("""
                run: {cooldown: 30s, rounds: 4}
                scenarios: {cold-start: {idle: 60s, baseline: 1s}, leak-detection: {prompts: 30, pause: 2s}}
                """).withShortPauses();

        assertThat(shorter.run().cooldown()).hasSeconds(2);
        assertThat(shorter.run().rounds()).isEqualTo(4);
        assertThat(shorter.scenarios().coldStart())
                .isEqualTo(new ScenarioConfigs.ColdStart(true, Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThat(shorter.scenarios().leakDetection())
                .isEqualTo(new ScenarioConfigs.LeakDetection(true, 30, Duration.ofSeconds(2), 1, null));
    }
}

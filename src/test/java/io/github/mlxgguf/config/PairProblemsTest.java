package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairProblemsTest {
    private static final String SOUND =
            "architecture: dense, gguf: {model: g, quantization: Q8_0}, mlx: {model: m, quantization: 8bit}";

    private static List<String> problems(String text) {
        ConfigException exception =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(text, "c.yaml", Map.of()));
        assertThat(exception).as("must be refused: %s", text).isNotNull();
        return exception.problems();
    }

    @Test
    void namesAreUniqueWhateverTheirCase() {
        assertThat(problems("pairs:\n  - {name: P, " + SOUND + "}\n  - {name: p, " + SOUND + "}\n"))
                .containsExactly("c.yaml:3:12: pairs[1].name: found \"p\" again (first: pairs[0].name);"
                        + " allowed: a name of its own for every pair.");
    }

    @Test
    void aNameHasNoComma() {
        assertThat(problems("pairs:\n  - {name: 'P, Q', " + SOUND + "}\n"))
                .containsExactly("c.yaml:2:12: pairs[0].name: found \"P, Q\"; allowed: a name without a comma,"
                        + " because -Dbench.pairs is a list with commas.");
    }

    @Test
    void whatIsRequiredIsNamed() {
        assertThat(problems("pairs:\n  - gguf: {model: []}\n"))
                .containsExactly(
                        "c.yaml:2:5: pairs[0].name: missing; allowed: text.",
                        "c.yaml:2:5: pairs[0].architecture: missing; allowed: dense, moe.",
                        "c.yaml:2:5: pairs[0].mlx: missing; allowed: a map with model and quantization.",
                        "c.yaml:2:11: pairs[0].gguf.quantization: missing; allowed: text.",
                        "c.yaml:2:19: pairs[0].gguf.model: found an empty list; allowed: at least one model key.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "architecture: dens, gguf: {model: g, quantization: Q}, mlx: {model: m, quantization: q} | 1:33: pairs[0].architecture: found \"dens\"; allowed: dense, moe. Did you mean \"dense\"?",
                "architecture: dense | 1:9: pairs[0]: no builds to compare; allowed: either gguf and mlx, or baseline and candidate.",
                "architecture: dense, gguf: {model: {a: b}, quantization: Q}, mlx: {model: m, quantization: q} | 1:54: pairs[0].gguf.model: found a map; allowed: a model key or a list of them.",
                "architecture: dense, gguf: {model: [a, ''], quantization: Q}, mlx: {model: m, quantization: q} | 1:58: pairs[0].gguf.model[1]: found nothing; allowed: text.",
                "architecture: dense, gguf: {model: g, quant: Q, quantization: Q}, mlx: {model: m, quantization: q} | 1:57: pairs[0].gguf.quant: unknown key; allowed: model, quantization. Did you mean \"quantization\"?",
                "architecture: dense, varies: format, baseline: {format: gguf, model: a, quantization: F16}, candidate: {format: gguf, model: b, quantization: Q8_0} | 1:48: pairs[0].varies: found \"format\", but both builds are gguf; allowed: quantization.",
                "architecture: dense, baseline: {format: gguf, model: a, quantization: F16}, candidate: {format: gguf, label: MLX, model: b, quantization: Q8_0} | 1:128: pairs[0].candidate.label: found \"MLX\" on a gguf build; allowed: a label that does not say MLX.",
                "architecture: dense, baseline: {format: mlx, label: Gguf-like, model: a, quantization: 4bit}, candidate: {format: mlx, model: b, quantization: 8bit} | 1:71: pairs[0].baseline.label: found \"Gguf-like\" on a mlx build; allowed: a label that does not say GGUF.",
                "architecture: dense, baseline: {format: mlx, model: a, quantization: 4bit}, candidate: {format: gguf, model: b, quantization: Q4_0} | 1:50: pairs[0].baseline: found mlx as the baseline of gguf; allowed: gguf as the baseline, so that every ratio reads MLX / GGUF.",
                "architecture: dense, baseline: {format: gguf, model: a, quantization: Q8_0}, candidate: {format: gguf, model: b, quantization: Q8_0} | 1:9: pairs[0]: found the label \"Q8_0\" on both builds; allowed: two labels (baseline.label, candidate.label) that differ.",
                "architecture: dense, gguf: {model: a, quantization: Q8_0}, baseline: {format: gguf, model: a, quantization: F16}, candidate: {format: gguf, model: b, quantization: Q8_0} | 1:9: pairs[0]: found both ways to name the two builds; allowed: either gguf and mlx, or baseline and candidate.",
                "architecture: dense, gguf: {model: g, quantization: Q}, mlx: {model: m, quantization: q}, expect: {decode: '> 1'} | 1:118: pairs[0].expect.decode: unknown metric; allowed: decode_ratio, prefill_ratio, ttft_ratio, effective_ratio, load_ratio, peak_memory_ratio, efficiency_ratio, leak_mb_per_request. Did you mean \"decode_ratio\"?",
                "architecture: dense, baseline: {format: safetensors, model: a, quantization: 4bit}, candidate: {format: mlx, model: b, quantization: 8bit} | 1:59: pairs[0].baseline.format: found \"safetensors\"; allowed: gguf, mlx.",
            })
    void aPairThatMakesNoSenseIsRefused(String rest, String problem) {
        assertThat(problems("pairs: [{name: P, " + rest + "}]")).containsExactly("c.yaml:" + problem);
    }
}

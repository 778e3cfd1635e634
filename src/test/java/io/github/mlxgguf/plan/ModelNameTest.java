package io.github.mlxgguf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.trace.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a spelling and what is another model. */
class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "llama-3.2-1b-instruct, llama-3.2-1b-instruct",
        "Llama-3.2-1B-Instruct, llama-3.2-1b-instruct",
        "llama-3.2-1b-instruct@q8_0, llama-3.2-1b-instruct@8bit",
        "llama-3.2-1b-instruct, mlx-community/llama-3.2-1b-instruct",
        "llama-3.2-1b-instruct, lmstudio-community/Llama-3.2-1B-Instruct-MLX-8bit",
        "llama-3.2-1b-instruct, llama-3.2-1b-instruct-mlx",
        "llama-3.2-1b-instruct-8bit, llama-3.2-1b-instruct-mlx-bf16",
        "llama-3.2-1b-instruct, llama-3.2-1b-instruct-gguf",
        "llama-3.2-1b-instruct, lmstudio-community/Llama-3.2-1B-Instruct-GGUF/Llama-3.2-1B-Instruct-Q8_0.gguf",
        "llama-3.2-1b-instruct, llama-3.2-1b-instruct.q4_k_m.gguf",
        "meta-llama_llama-4-scout-17b-16e-instruct, meta-llama/llama-4-scout-17b-16e-instruct",
        "meta-llama_llama-4-scout-17b-16e-instruct, llama-4-scout-17b-16e-instruct",
        "bartowski/meta-llama_llama-4-scout-17b-16e-instruct, meta-llama/Llama-4-Scout-17B-16E-Instruct-GGUF",
        "meta-llama_llama-4-scout-17b-16e-instruct, lmstudio-community/llama-4-scout-17b-16e-instruct",
        "acme_tiny, acme/tiny",
        "acme_tiny@4bit, acme/tiny-mlx",
        "smol_lm-1b, smol-lm-1b",
        "mixtral-8x22b-instruct-v0.1@iq4_xs, mixtral-8x22b-instruct-v0.1-4bit",
    })
    void theseAreSpellingsOfOneModel(String one, String other) {
        assertThat(ModelName.of(one).mayBe(ModelName.of(other))).isTrue();
        assertThat(ModelName.of(other).mayBe(ModelName.of(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3.2-1b, llama-3.2-1b-instruct",
        "llama-3.2-1b-instruct, llama-3.2-3b-instruct",
        "llama-3.2-1b-instruct, llama-3.1-1b-instruct",
        "gemma-3-1b, gemma-3-1b-it",
        "gemma-3-1b-it, gemma-3-1b-it-qat",
        "mixtral-8x22b-instruct, mixtral-8x22b-instruct-v0.1",
        "mixtral-8x22b-instruct-v0.1, mixtral-8x22b-instruct-v0.3",
        "llama-3.3-70b-instruct, deepseek-r1-distill-llama-70b",
        "deepseek-r1, deepseek-r1-distill",
        "llama-3.2-11b, llama-3.2-11b-vision",
        "llama-4-scout-17b-16e-instruct, llama-4-scout-17b-16e-mlx-text",
        "qwen3-4b, qwen3-4b-2507",
        "qwen3-30b-a3b-4bit, qwen3-30b-a3b-4bit-dwq",
        "tiny, story_tiny",
        "tiny_llama, llama",
        "acme/tiny, corp/tiny",
        "google/tiny, openai/tiny",
        "acme/tiny, acme-tiny",
    })
    void theseAreDifferentModels(String one, String other) {
        assertThat(ModelName.of(one).mayBe(ModelName.of(other))).isFalse();
        assertThat(ModelName.of(other).mayBe(ModelName.of(one))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tiny, -, -",
                "tiny@q8_0, q8_0, GGUF",
                "tiny@8bit, 8bit, MLX",
                "tiny-mlx, -, MLX",
                "tiny-MLX-8bit, 8bit, MLX",
                "tiny-8bit, 8bit, MLX",
                "tiny-gguf, -, GGUF",
                "tiny-bf16, bf16, -",
                "tiny-mlx@bf16, bf16, MLX",
                "tiny@f16, f16, -",
                "tiny-fp16, fp16, -",
                "tiny@f32, f32, -",
                "tiny-mxfp4, mxfp4, -",
                "tiny-mxfp4.gguf, mxfp4, GGUF",
                "tiny-iq4_xs.gguf, iq4_xs, GGUF",
                "tiny-mlx-4bit@8bit, 8bit, MLX",
            })
    void itsEndTellsQuantisationAndFormat(String key, String quantization, Format format) {
        assertThat(ModelName.of(key))
                .extracting(ModelName::base, ModelName::quantization, ModelName::format)
                .containsExactly("tiny", quantization, format);
    }

    @Test
    void aPublisherThatTheServerTellsCounts() {
        assertThat(ModelName.of("tiny").publishedBy("Corp").mayBe(ModelName.of("acme/tiny")))
                .isFalse();
        assertThat(ModelName.of("tiny").publishedBy("Corp").mayBe(ModelName.of("corp/tiny")))
                .isTrue();
        assertThat(ModelName.of("tiny").publishedBy(null).mayBe(ModelName.of("acme/tiny")))
                .isTrue();
    }
}

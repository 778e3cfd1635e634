package io.github.mlxgguf.lmstudio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tool prints, on texts of our own in the shapes that were seen. */
class CliParsersTest {
    private static final String PS = """
            \u001b[2m[info] service is up\u001b[22m
            [
              {
                "type": "llm",
                "modelKey": "acme/tiny@q4_k_m",
                "format": "gguf",
                "displayName": "Tiny",
                "publisher": "acme",
                "path": "acme/tiny",
                "sizeBytes": 123456789,
                "indexedModelIdentifier": "acme/tiny@acme-community/Tiny-GGUF",
                "deviceIdentifier": null,
                "paramsString": "1B",
                "architecture": "llama",
                "quantization": {"name": "Q4_K_M", "bits": 4},
                "variants": ["acme/tiny@4bit", "acme/tiny@q4_k_m"],
                "selectedVariant": "acme/tiny@4bit",
                "identifier": "bench-7",
                "ttlMs": 3600000,
                "lastUsedTime": null,
                "somethingNew": {"a": [1]},
                "maxContextLength": 131072,
                "contextLength": 8192,
                "status": "idle",
                "queued": 0,
                "parallel": 2
              },
              {"modelKey": "other", "identifier": "other", "format": null, "quantization": null, "ttlMs": null,
               "deviceIdentifier": "studio-in-the-cellar"},
              {"identifier": "without a key"}
            ]
            goodbye
            """;

    @Test
    void whatIsLoadedIsReadBehindABannerAndInColour() {
        List<CliInstance> rows = CliModelParser.instances(CliText.plain(PS)).orElseThrow();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .isEqualTo(new CliInstance(
                        new CliModel(
                                "acme/tiny@q4_k_m",
                                "llm",
                                Format.GGUF,
                                "Tiny",
                                "acme",
                                "acme/tiny",
                                123_456_789L,
                                "acme/tiny@acme-community/Tiny-GGUF",
                                null,
                                "1B",
                                "llama",
                                "Q4_K_M",
                                List.of("acme/tiny@4bit", "acme/tiny@q4_k_m"),
                                "acme/tiny@4bit",
                                131_072L),
                        "bench-7",
                        8192,
                        2,
                        "idle",
                        0,
                        3_600_000L));
        assertThat(rows.get(0).model().baseKey()).isEqualTo("acme/tiny");
        assertThat(rows.get(1).model().device()).isEqualTo("studio-in-the-cellar");
        assertThat(rows.get(1).model().format()).isNull();
        assertThat(rows.get(1).model().quantization()).isNull();
        assertThat(rows.get(1).ttlMs()).isNull();
    }

    @Test
    void anEmptyListIsAListAndASentenceIsNone() {
        assertThat(CliModelParser.instances("[]\n")).contains(List.of());
        assertThat(CliModelParser.instances("No models are currently loaded\n")).isEmpty();
        assertThat(CliModelParser.instances("[1, 2]\n{\"modelKey\":\"x\"}\n")).isEmpty();
        assertThat(CliModelParser.instances("")).isEmpty();
    }

    @Test
    void safetensorsIsMlxAndOtherSafetensorsAreNot() {
        assertThat(CliModelParser.format("safetensors")).isEqualTo(Format.MLX);
        assertThat(CliModelParser.format("GGUF")).isEqualTo(Format.GGUF);
        assertThat(CliModelParser.format("torch_safetensors")).isNull();
        assertThat(CliModelParser.format(null)).isNull();
    }

    @Test
    void buildsThatAreDescribedHaveRowsOfTheirOwn() {
        List<CliModel> rows = CliModelParser.models("""
                [{"modelKey":"acme/tiny","format":"gguf","selectedVariant":"acme/tiny@q8_0","variants":[
                   {"modelKey":"acme/tiny@q8_0","format":"gguf","quantization":{"name":"Q8_0","bits":8},"sizeBytes":8},
                   {"modelKey":"acme/tiny@4bit","format":"safetensors","quantization":{"name":"4bit"},"sizeBytes":4}]}]
                """).orElseThrow();

        assertThat(rows)
                .extracting(CliModel::modelKey, CliModel::format, CliModel::quantization, CliModel::sizeBytes)
                .containsExactly(
                        tuple("acme/tiny", Format.GGUF, null, null),
                        tuple("acme/tiny@q8_0", Format.GGUF, "Q8_0", 8L),
                        tuple("acme/tiny@4bit", Format.MLX, "4bit", 4L));
        assertThat(rows.get(0).variants()).containsExactly("acme/tiny@q8_0", "acme/tiny@4bit");
    }

    @Test
    void enginesAreReadByTheirColumns() {
        String table = """

                LLM ENGINE                                       SELECTED    MODEL FORMAT
                llama.cpp-mac-arm64-apple-metal-advsimd@9.9.1                GGUF
                llama.cpp-mac-arm64-apple-metal-advsimd@9.9.2    ✓           GGUF
                mlx-llm-mac-arm64-apple-metal-advsimd@7.0.3      ✓           MLX

                """;

        assertThat(RuntimeTableParser.parse(table).orElseThrow())
                .containsExactly(
                        new CliRuntime("llama.cpp-mac-arm64-apple-metal-advsimd", "9.9.1", false, List.of(Format.GGUF)),
                        new CliRuntime("llama.cpp-mac-arm64-apple-metal-advsimd", "9.9.2", true, List.of(Format.GGUF)),
                        new CliRuntime("mlx-llm-mac-arm64-apple-metal-advsimd", "7.0.3", true, List.of(Format.MLX)));
    }

    @Test
    void columnsMayBeReorderedOrMissing() {
        assertThat(RuntimeTableParser.parse("""
                        FORMATS      ENGINE         NEW COLUMN
                        GGUF, MLX    both@1.0       x
                        """).orElseThrow())
                .containsExactly(new CliRuntime("both", "1.0", false, List.of(Format.GGUF, Format.MLX)));
        assertThat(RuntimeTableParser.parse("ENGINE    SELECTED\nnameless   *\n")
                        .orElseThrow())
                .containsExactly(new CliRuntime("nameless", null, true, List.of()));
        assertThat(RuntimeTableParser.parse("ENGINE    SELECTED\n").orElseThrow())
                .isEmpty();
        assertThat(RuntimeTableParser.parse("No runtimes are installed.\n")).isEmpty();
    }

    @Test
    void aServerThatWasNeverStartedHasNoPort() {
        assertThat(StatusParser.server("{\"running\":false}")).contains(new CliServer(false, null));
        assertThat(StatusParser.server("The server is not running.")).isEmpty();
    }
}

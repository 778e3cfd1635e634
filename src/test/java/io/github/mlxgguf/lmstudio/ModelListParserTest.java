package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelListParserTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aFullEntryIsRead() throws Exception {
        List<ModelEntry> entries = ModelListParser.parse(json.readTree("""
                {"models":[{"type":"llm","publisher":"p","key":"p/model","display_name":"Model","architecture":"llama",
                "quantization":{"name":"4bit","bits_per_weight":4},"size_bytes":771933305,"params_string":"1B",
                "loaded_instances":[{"id":"p/model:2","config":{"context_length":4096,"parallel":4,"surprise":""}}],
                "max_context_length":32768,"format":"mlx","capabilities":{"reasoning":{"allowed_options":["off","on"]}},
                "variants":["p/model@4bit"],"selected_variant":"p/model@4bit","brand_new":{}}]}"""));

        assertThat(entries)
                .containsExactly(new ModelEntry(
                        "p/model",
                        "llm",
                        "Model",
                        "llama",
                        Format.MLX,
                        "4bit",
                        771_933_305L,
                        "1B",
                        32_768L,
                        List.of(new ModelEntry.Instance("p/model:2", new LoadConfig(4096, 4, null, null, null, null))),
                        List.of("p/model@4bit"),
                        "p/model@4bit",
                        List.of("off", "on"),
                        new ModelEntry.Origin("p", null, null)));
    }

    @Test
    void whatIsAbsentOrNullIsUnknown() throws Exception {
        List<ModelEntry> entries = ModelListParser.parse(json.readTree("""
                {"models":[{"type":"embedding","key":"e","architecture":null,"quantization":null,"format":null}]}"""));

        assertThat(entries)
                .containsExactly(new ModelEntry(
                        "e",
                        "embedding",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of()));
    }

    @Test
    void somethingElseIsNoModelList() throws Exception {
        assertThat(ModelListParser.parse(json.readTree("{\"error\":\"Unexpected endpoint\"}")))
                .isNull();
        assertThat(ModelListParser.parse(json.readTree("{\"models\":\"soon\"}")))
                .isNull();
    }
}

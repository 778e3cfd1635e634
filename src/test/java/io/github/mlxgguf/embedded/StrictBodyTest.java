package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused; none of them needs a loaded model. */
@Timeout(30)
class StrictBodyTest {
    private static EmbeddedServer server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = EmbeddedServer.start(EmbeddedServer.Options.defaults(directory.resolve("engine.log"))
                .withCatalog(EmbeddedCatalog.TINY)
                .withModelCache(directory));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/v1/models/load | {\"model\":\"x\",\"ttl\":5} | 400 |"
                        + " {\"message\":\"Unrecognized key(s) in object: 'ttl'\",\"type\":\"invalid_request\",\"code\":\"unrecognized_keys\"}",
                "/api/v1/chat | {\"model\":\"x\",\"input\":\"a\",\"seed\":5} | 400 |"
                        + " {\"message\":\"Unrecognized key(s) in object: 'seed'\",\"type\":\"invalid_request\",\"code\":\"unrecognized_keys\"}",
                "/api/v1/models/unload | {} | 400 |"
                        + " {\"message\":\"'instance_id' is required\",\"type\":\"invalid_request\",\"param\":\"instance_id\",\"code\":\"missing_required_parameter\"}",
                "/api/v1/models/load | {\"model\":\"totally/made-up-9000\"} | 404 |"
                        + " {\"message\":\"Model totally/made-up-9000 not found in downloaded models\",\"type\":\"model_not_found\"}",
                "/api/v1/models/unload | {\"instance_id\":\"x\"} | 404 |"
                        + " {\"message\":\"Model with instance identifier 'x' is not loaded.\",\"type\":\"model_not_found\"}",
                "/api/v1/chat | {\"model\":\"x\",\"input\":\"a\"} | 404 |"
                        + " {\"message\":\"Invalid model identifier \\\"x\\\". Please specify a valid downloaded model (e.g., embedded/gibberish-tiny@f16).\",\"type\":\"invalid_request\",\"param\":\"model\",\"code\":\"model_not_found\"}",
                "/api/v1/chat | {\"model\":\"x\",\"input\":[{\"type\":\"message\"}]} | 400 |"
                        + " {\"message\":\"Invalid discriminator value. Expected 'text'\",\"type\":\"invalid_request\",\"param\":\"input\",\"code\":\"invalid_union\"}",
                "/api/v1/chat | {\"model\":\"x\",\"input\":[{\"type\":\"text\"}]} | 400 |"
                        + " {\"message\":\"'input.0.content' is required\",\"type\":\"invalid_request\",\"param\":\"input\",\"code\":\"invalid_union\"}",
                "/api/v1/chat | {\"model\":\"x\",\"input\":\"a\",\"max_output_tokens\":0} | 400 |"
                        + " {\"message\":\"'max_output_tokens' must be a whole number above 0, but was 0\",\"type\":\"invalid_request\",\"param\":\"max_output_tokens\",\"code\":\"invalid_type\"}",
                "/api/v1/chat | {\"model\":\"x\",\"input\":\"a\",\"reasoning\":\"off\"} | 400 |"
                        + " {\"message\":\"Reasoning setting 'off' is not supported by model 'x'.\",\"type\":\"invalid_request\",\"param\":\"reasoning\",\"code\":\"invalid_value\"}",
                "/api/v1/models/load | {\"model\":\"embedded/gibberish-tiny@f16\",\"context_length\":2049} | 400 |"
                        + " {\"message\":\"'context_length' must be at most 2048 for embedded/gibberish-tiny@f16, but was 2049\",\"type\":\"invalid_request\",\"param\":\"context_length\",\"code\":\"invalid_value\"}",
                "/api/v1/models/load | {\"model\":\"embedded/gibberish-tiny@f16\",\"parallel\":65} | 400 |"
                        + " {\"message\":\"'parallel' must be at most 64, but was 65\",\"type\":\"invalid_request\",\"param\":\"parallel\",\"code\":\"invalid_value\"}",
                "/api/v1/chat | {nonsense | 400 |"
                        + " {\"message\":\"Invalid body: failed to parse JSON value. Please check the value to ensure it is valid JSON\",\"type\":\"invalid_request\",\"code\":\"invalid_json\"}",
                "/api/v0/chat/completions | {\"model\":\"x\"} | 400 |"
                        + " {\"message\":\"Invalid model identifier \\\"x\\\". Please specify a valid downloaded model (e.g., embedded/gibberish-tiny@f16).\",\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}"
            })
    void whatIsWrongIsSaidInLmStudiosWords(String path, String body, int status, String error) throws Exception {
        Answer answer = new ApiClient(server.baseUrl()).post(path, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo("{\"error\":" + error + "}");
    }
}

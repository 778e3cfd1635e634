package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.server.ServerFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBodyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | {\"error\":{\"type\":\"model_not_found\",\"message\":\"no x\"}} | model_not_found",
                "404 | {\"error\":{\"code\":\"model_not_found\",\"message\":\"no x\"}} | model_not_found",
                "500 | {\"error\":{\"type\":\"model_load_failed\",\"message\":\"Error: Model loading was stopped due to"
                        + " insufficient system resources.\"}} | load_refused",
                "500 | {\"error\":{\"type\":\"model_load_failed\",\"message\":\"engine exited, signal=SIGABRT\"}} | load_failed",
                "401 | {\"error\":{\"code\":\"invalid_api_key\",\"message\":\"token required\"}} | unauthorised",
                "400 | {\"error\":\"tokens to keep is greater than the context length (n_keep: 9>= n_ctx: 8)\"} |"
                        + " context_refused",
                "400 | {\"error\":\"Context size has been exceeded\"} | context_refused",
                "200 | {\"error\":\"Unexpected endpoint or method. (POST /x)\"} | protocol",
                "400 | {\"error\":{\"code\":\"unrecognized_keys\",\"message\":\"Unrecognized key(s): 'seed'\"}} | protocol",
                "502 | <html>bad gateway</html> | protocol",
            })
    void everyShapeOfErrorHasItsKind(int status, String body, String kind) {
        assertThat(ErrorBody.failure("Try", "http://x", status, body).kind()).isEqualTo(kind);
    }

    @Test
    void theMessageSaysWhatWhereAndTheCure() {
        ServerFailure failure = ErrorBody.failure(
                "Load a",
                "http://x/load",
                404,
                "{\"error\":{\"type\":\"model_not_found\",\"message\":\"a is unknown\"}}");

        assertThat(failure)
                .hasMessage("Load a at http://x/load was answered with status 404: a is unknown."
                        + " `lms ls` lists what is downloaded.");
    }

    @Test
    void aLongBodyIsCutAndPutOnOneLine() {
        assertThat(ErrorBody.excerpt("a\n  b" + "c".repeat(400)))
                .hasSize(301)
                .startsWith("a bc")
                .endsWith("c…");
        assertThat(ErrorBody.excerpt("  ")).isEqualTo("(empty)");
    }
}

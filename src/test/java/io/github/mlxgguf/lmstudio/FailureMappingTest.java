package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.server.ServerFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error that LM Studio was seen to give, as an answer to a load, as an answer to a chat, and inside a stream. */
class FailureMappingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // status | error | as a load | as a chat | in a stream
                "500 | {\"type\":\"model_load_failed\",\"message\":\"Failed to load LLM 'owl': Error: Model loading was stopped due to insufficient system resources. Continuing\"} | load_refused | load_refused | load_refused",
                "400 | {\"message\":\"Failed to load model \\\"owl\\\". Error: Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 9 GB\"} | load_refused | load_refused | load_refused",
                "500 | {\"type\":\"model_load_failed\",\"message\":\"Error: Engine protocol runtime llama-server for owl exited before becoming healthy. exitCode=null, signal=SIGABRT\"} | load_failed | load_failed | load_failed",
                "500 | {\"message\":\"Attempt to pull a snapshot of system resources failed\"} | load_failed | protocol | stream_error",
                "500 | {\"message\":\"The model has crashed without additional information. (Exit code: null)\"} | load_failed | worker_died | worker_died",
                "400 | \"Error: Channel Error\" | load_failed | worker_died | worker_died",
                "400 | \"Model is unloaded.\" | load_failed | worker_died | worker_died",
                "404 | {\"type\":\"model_not_found\",\"message\":\"Model owl not found in downloaded models\"} | model_not_found | model_not_found | model_not_found",
                "400 | {\"message\":\"Invalid model identifier \\\"owl\\\".\",\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"} | model_not_found | model_not_found | model_not_found",
                "400 | {\"message\":\"No models loaded. Please load a model in the developer page or use the 'lms load' command.\",\"code\":null} | model_not_found | model_not_found | model_not_found",
                "400 | \"The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 77>= n_ctx: 64).\" | context_refused | context_refused | context_refused",
                "400 | \"Trying to keep the first 77 tokens when context the overflows. However, the model is loaded with 64\" | context_refused | context_refused | context_refused",
                "500 | \"Engine protocol predict stream returned an error: {code:500, message:'Context size has been exceeded'}\" | context_refused | context_refused | context_refused",
                "400 | {\"message\":\"Unrecognized key(s) in object: 'seed'\",\"type\":\"invalid_request\",\"code\":\"unrecognized_keys\"} | protocol | protocol | stream_error",
                "400 | {\"message\":\"'input.0.content' is required, Unrecognized key(s) in object: 'text'\",\"type\":\"invalid_request\",\"code\":\"invalid_union\",\"param\":\"input\"} | protocol | protocol | stream_error",
                "400 | {\"message\":\"Reasoning setting 'off' is not supported by model 'owl'.\",\"type\":\"invalid_request\",\"param\":\"reasoning\",\"code\":\"invalid_value\"} | protocol | protocol | stream_error",
                "400 | {\"message\":\"Invalid body: failed to parse JSON value.\",\"type\":\"invalid_request\",\"code\":\"invalid_json\"} | protocol | protocol | stream_error",
                "400 | {\"message\":\"\\\"model\\\" is required\",\"type\":\"invalid_request\",\"code\":\"missing_required_parameter\",\"param\":\"model\"} | protocol | protocol | stream_error",
                "400 | \"'messages' field is required\" | protocol | protocol | stream_error",
                "400 | \"'response_format.type' must be 'json_schema' or 'text'\" | protocol | protocol | stream_error",
                "400 | \"'messages' array must only contain objects with a 'role' field that is in [user, assistant]. Got 'developer'\" | protocol | protocol | stream_error",
                "500 | \"[Server Error] _0x48eeaf is not iterable\" | load_failed | protocol | stream_error",
                "401 | {\"type\":\"invalid_request\",\"code\":\"invalid_api_key\",\"message\":\"none was provided\"} | unauthorised | unauthorised | unauthorised",
            })
    void everyErrorHasItsKind(int status, String error, String load, String chat, String stream) {
        String body = "{\"error\":" + error + "}";
        ErrorBody parsed = ErrorBody.parse(body).orElseThrow();

        assertThat(FailureMapping.ofAnswer("Try", "http://x", status, body, true)
                        .kind())
                .isEqualTo(load);
        assertThat(FailureMapping.ofAnswer("Try", "http://x", status, body, false)
                        .kind())
                .isEqualTo(chat);
        assertThat(FailureMapping.ofEvent("Try", parsed, false).kind()).isEqualTo(stream);
    }

    @Test
    void aCrashWhileAModelIsLoadedInsideAChatIsAFailedLoad() {
        assertThat(FailureMapping.ofEvent("Try", ErrorBody.ofText("The model has crashed"), true))
                .isInstanceOf(ServerFailure.LoadFailed.class);
    }

    @Test
    void aMissingAndAWrongTokenAreToldApartAndNeitherIsShown() {
        assertThat(FailureMapping.ofAnswer(
                        "Try",
                        "http://x",
                        401,
                        "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"An LM Studio API token is required to make"
                                + " requests to this server, but none was provided\"}}",
                        false))
                .hasMessage(
                        "Try at http://x was answered with status 401: a token is missing. Make a token in LM Studio"
                                + " (Developer, Server settings) and set LM_API_TOKEN to it.");
        assertThat(FailureMapping.ofAnswer(
                        "Try",
                        "http://x",
                        401,
                        "{\"error\":{\"message\":\"Invalid LM Studio API token provided: sk-lm-abc:def\"}}",
                        false))
                .hasMessage(
                        "Try at http://x was answered with status 401: the token is wrong. Make a token in LM Studio"
                                + " (Developer, Server settings) and set LM_API_TOKEN to it.");
        assertThat(FailureMapping.ofAnswer("Try", "http://x", 500, "token sk-lm-abc:def, is odd", false))
                .hasMessage("Try at http://x was answered with status 500: token (token), is odd");
    }
}

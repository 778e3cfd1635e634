package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.server.ServerFailure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns what LM Studio says into a typed failure with a cure. Its error types are few and its statuses mixed (a guardrail
 * answers 500 or 400, an overflow 400 or 200), so the words decide where type and code don't.
 */
final class FailureMapping {
    /** The prompt does not fit; the wording changed over the versions. */
    private static final List<String> OVERFLOW =
            List.of("context length", "context size", "context the overflows", "context overflows", "n_keep");

    /** The process that held the model is gone, or about to be. */
    private static final List<String> CRASH = List.of("the model has crashed", "channel error", "model is unloaded");

    private static final String READ_LOG = ". LM Studio's log tells more: `lms log stream --source server`.";

    private FailureMapping() {}

    /**
     * The failure that an answer means.
     *
     * @param loading whether the call was there to load a model
     */
    static ServerFailure ofAnswer(String what, String where, int status, String body, boolean loading) {
        ErrorBody error = ErrorBody.parse(body).orElseGet(() -> ErrorBody.ofText(ErrorBody.excerpt(body)));
        String said = withoutFullStop(error.message());
        String answered = what + " at " + where + " was answered with status " + status;
        if (status == 401 || status == 403 || "invalid_api_key".equals(error.code())) {
            return unauthorised(answered, error);
        }
        String found = answered + ": " + said;
        ServerFailure known = known(found, error, loading);
        if (known != null) {
            return known;
        }
        if (status == 429 || status == 503) {
            return new ServerFailure.Protocol(
                    found + ". The server is busy: nothing was measured; run again when it is free.");
        }
        if (loading && status >= 500) {
            return new ServerFailure.LoadFailed(found + READ_LOG);
        }
        return new ServerFailure.Protocol(found + cure(error));
    }

    /**
     * The failure that an error event inside a stream means.
     *
     * @param loading whether a model was being loaded inside the chat when it came
     */
    static ServerFailure ofEvent(String where, ErrorBody error, boolean loading) {
        String carried = "The stream of " + where + " carried an error event";
        if ("invalid_api_key".equals(error.code())) {
            return unauthorised(carried, error);
        }
        String found = carried + ": " + withoutFullStop(error.message())
                + (error.type() == null ? "" : " (" + error.type() + ")");
        ServerFailure known = known(found, error, loading);
        return known != null ? known : new ServerFailure.StreamError(found);
    }

    private static @Nullable ServerFailure known(String found, ErrorBody error, boolean loading) {
        String lower = error.message().toLowerCase(Locale.ROOT);
        if (lower.contains("insufficient system resources")) {
            return new ServerFailure.LoadRefused(found
                    + ". Close other programs, choose a smaller build, or relax the loading guardrails in LM Studio.");
        }
        boolean crashed = containsAny(lower, CRASH);
        if ("model_load_failed".equals(error.type())
                || lower.startsWith("failed to load")
                || lower.contains("exited before becoming healthy")
                || (crashed && loading)) {
            return new ServerFailure.LoadFailed(found + READ_LOG);
        }
        if ("model_not_found".equals(error.type()) || "model_not_found".equals(error.code())) {
            return new ServerFailure.ModelNotFound(found + ". `lms ls` lists what is downloaded.");
        }
        if (lower.startsWith("no models loaded")) {
            return new ServerFailure.ModelNotFound(
                    found + ". `lms ps` lists what is loaded; the model was unloaded behind this suite's back.");
        }
        if (crashed) {
            return new ServerFailure.WorkerDied(found + READ_LOG);
        }
        if (containsAny(lower, OVERFLOW)) {
            return new ServerFailure.ContextRefused(found + ". Raise load.context_length or shorten the prompt.");
        }
        if (lower.startsWith("unexpected endpoint")) {
            return new ServerFailure.Protocol(
                    found + ". This server lacks that call; LM Studio 0.4.0 or newer has it.");
        }
        return null;
    }

    /** Never shows what the server said: it may repeat the token. */
    private static ServerFailure unauthorised(String answered, ErrorBody error) {
        String lower = error.message().toLowerCase(Locale.ROOT);
        String state = "a token is missing or wrong";
        if (lower.contains("none was provided")) {
            state = "a token is missing";
        } else if (lower.startsWith("invalid lm studio api token")) {
            state = "the token is wrong";
        }
        return new ServerFailure.Unauthorised(answered + ": " + state
                + ". Make a token in LM Studio (Developer, Server settings) and set LM_API_TOKEN to it.");
    }

    private static String cure(ErrorBody error) {
        String code = error.code();
        if ("unrecognized_keys".equals(code)) {
            return ". This suite speaks to LM Studio 0.4.0 and newer; this server takes other fields.";
        }
        if ("invalid_value".equals(code) && "reasoning".equals(error.param())) {
            return ". The model list named another reasoning setting: unload the model and run again.";
        }
        return "";
    }

    private static boolean containsAny(String text, List<String> phrases) {
        return phrases.stream().anyMatch(text::contains);
    }

    private static String withoutFullStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}

package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.server.ServerFailure;
import java.io.IOException;
import java.util.Locale;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Tells an LM Studio from before 0.4, which has no {@code /api/v1}, from a stranger on the port. */
final class OldServerCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;

    private OldServerCheck() {}

    /** Whether an answer to a call of {@code /api/v1} may be one of a server that has no such call. */
    static boolean lacksTheCall(int status, String body) {
        String said = ErrorBody.parse(body).map(ErrorBody::message).orElse("").toLowerCase(Locale.ROOT);
        boolean speaksV1 = ErrorBody.parse(body)
                .map(error -> error.type() != null || error.code() != null)
                .orElse(false);
        return said.startsWith("unexpected endpoint") || (status == NOT_FOUND && !speaksV1);
    }

    /** Whether LM Studio stands there: it greets, or lists its models the old way. */
    static boolean isLmStudio(OkHttpClient client, String base) throws IOException {
        return get(client, base + "/lmstudio-greeting").path("lmstudio").asBoolean(false)
                || get(client, base + "/api/v0/models").path("data").isArray();
    }

    /** What to say then. */
    static ServerFailure.NotLmStudio tooOld(String url, String found) {
        return new ServerFailure.NotLmStudio("Expected LM Studio 0.4.0 or newer, with " + url + ", found: "
                + ErrorBody.excerpt(found)
                + ". This LM Studio is too old; version 0.4.0 or newer is needed. Update it in the app, or take a newer one"
                + " from https://lmstudio.ai.");
    }

    /** The JSON at an address, or an empty object. */
    static JsonNode get(OkHttpClient client, String url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return JSON.readTree(response.body().string());
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }
}

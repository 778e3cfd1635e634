package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what stands at an address. Several programs like port 1234, and LM Studio answers unknown paths with status 200,
 * so only a model list that can be read is proof.
 */
public final class ServerIdentifier {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A server that can't list its models in this time is not fit to be measured. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private ServerIdentifier() {}

    /** Asks the server at {@code config.baseUrl()}; never throws for what it finds there. */
    public static Identification identify(ServerConfig config) {
        OkHttpClient client = HttpClients.create(config, SessionClock.start())
                .newBuilder()
                .readTimeout(ANSWER_TIMEOUT)
                .build();
        String base = config.baseUrl().toString();
        try {
            ServerFailure failure = listFailure(client, base);
            return failure == null
                    ? new Identification.Found(kind(client, base))
                    : new Identification.Unusable(failure);
        } catch (IOException failed) {
            if (Transport.isUnreachable(failed)) {
                return new Identification.Nothing(Transport.unreachable(base, failed));
            }
            return new Identification.Unusable(new ServerFailure.NotLmStudio("Expected LM Studio at " + base
                    + ", found something that does not speak HTTP as it does (" + failed.getMessage()
                    + "). Free the port, or name LM Studio's with -Dbench.baseUrl=http://127.0.0.1:PORT."));
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    private static @Nullable ServerFailure listFailure(OkHttpClient client, String base) throws IOException {
        String url = base + "/api/v1/models";
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            String body = response.body().string();
            if (response.code() == 401 || response.code() == 403) {
                return ErrorBody.failure("List the models", url, response.code(), body);
            }
            if (isModelList(body)) {
                return null;
            }
            if (OldServerCheck.isLmStudio(client, base)) {
                return OldServerCheck.lacksTheCall(response.code(), body)
                        ? OldServerCheck.tooOld(url, body)
                        : ErrorBody.failure("List the models", url, response.code(), body);
            }
            return new ServerFailure.NotLmStudio("Expected LM Studio's model list from " + url + ", found status "
                    + response.code() + ": " + ErrorBody.excerpt(body)
                    + ". Another program uses this port: free it, or name LM Studio's port with"
                    + " -Dbench.baseUrl=http://127.0.0.1:PORT.");
        }
    }

    private static boolean isModelList(String body) {
        try {
            return ModelListParser.parse(JSON.readTree(body)) != null;
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private static ServerKind kind(OkHttpClient client, String base) throws IOException {
        JsonNode own = OldServerCheck.get(client, base + "/mlx-gguf-bench/engine");
        if (!own.hasNonNull("engine")) {
            return ServerKind.LMSTUDIO;
        }
        return own.path("simulated").asBoolean(true) ? ServerKind.SIMULATED : ServerKind.EMBEDDED;
    }
}

package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/** The calls of the REST API that answer once: sent, read, and named if they fail. */
final class ControlCalls {
    private static final Logger LOG = System.getLogger(ControlCalls.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Control calls other than a load answer at once; this is for a server that is busy, not for one that hangs. */
    private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(30);

    private final ServerConfig config;
    private final OkHttpClient client;
    private final ControlApi control;
    private final ControlApi unlimited;
    private final Duration controlLimit;

    ControlCalls(ServerConfig config, OkHttpClient client) {
        this.config = config;
        this.client = client;
        Duration total = config.timeouts().total();
        this.controlLimit = total.compareTo(CONTROL_TIMEOUT) < 0 ? total : CONTROL_TIMEOUT;
        this.control = api(client.newBuilder().callTimeout(controlLimit).build());
        this.unlimited = api(client);
    }

    /** Calls that end after {@link #CONTROL_TIMEOUT}, or the total limit if that is shorter. */
    ControlApi control() {
        return control;
    }

    /** Calls whose limit the caller sets. */
    ControlApi unlimited() {
        return unlimited;
    }

    /** Everything that the server has. */
    List<ModelEntry> models() {
        JsonNode root = call("List the models", "/api/v1/models", control.models());
        List<ModelEntry> entries = ModelListParser.parse(root);
        if (entries == null) {
            throw new ServerFailure.NotLmStudio("Expected a model list from " + url("/api/v1/models")
                    + ", found: " + ErrorBody.excerpt(root.toString())
                    + ". Something else may use this port; LM Studio 0.4.0 or newer is needed.");
        }
        return entries;
    }

    /** Opens a connection, or proves that the pooled one lives, so that the clock starts on an open one. */
    void openConnection() {
        try {
            ResponseBody body = control.greeting().execute().body();
            if (body != null) {
                body.close();
            }
        } catch (IOException failed) {
            throw Transport.controlFailure(
                    "Open a connection",
                    url("/"),
                    controlLimit,
                    config.timeouts().connect(),
                    failed);
        }
    }

    /** Makes a call and reads its answer. */
    JsonNode call(String what, String path, retrofit2.Call<ResponseBody> call) {
        try {
            return read(what, path, call.execute(), false);
        } catch (IOException failed) {
            throw Transport.controlFailure(
                    what, url(path), controlLimit, config.timeouts().connect(), failed);
        }
    }

    /**
     * Reads an answer.
     *
     * @param load whether it is one to a load, whose errors mean other things
     */
    JsonNode read(String what, String path, Response<ResponseBody> response, boolean load) throws IOException {
        ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody();
        String text = body == null ? "" : body.string();
        if (!response.isSuccessful() || ErrorBody.parse(text).isPresent()) {
            throw refused(what, path, response.code(), text, load);
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new ServerFailure.NotLmStudio("Expected JSON in the answer to " + what + " at " + url(path)
                    + ", found: " + ErrorBody.excerpt(text) + ". Something else may use this port.");
        }
    }

    /** The failure behind an answer; where it says that the call is unknown, the older calls tell an old LM Studio. */
    ServerFailure refused(String what, String path, int status, String body, boolean load) {
        if (path.startsWith("/api/v1/") && OldServerCheck.lacksTheCall(status, body)) {
            try {
                if (OldServerCheck.isLmStudio(client, config.baseUrl().toString())) {
                    return OldServerCheck.tooOld(url(path), body);
                }
            } catch (IOException gone) {
                LOG.log(Level.DEBUG, "what refused {0} cannot be asked: {1}", path, gone.getMessage());
            }
        }
        return FailureMapping.ofAnswer(what, url(path), status, body, load);
    }

    private ControlApi api(OkHttpClient http) {
        return new Retrofit.Builder()
                .baseUrl(url("/"))
                .client(http)
                .addConverterFactory(JacksonConverterFactory.create(JSON))
                .build()
                .create(ControlApi.class);
    }

    String url(String path) {
        return config.baseUrl() + path;
    }
}

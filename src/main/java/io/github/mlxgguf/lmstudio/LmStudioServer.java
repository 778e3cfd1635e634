package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ModelServer;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.server.WorkerLiveness;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/**
 * A {@link ModelServer} over LM Studio's REST API, {@code /api/v1}.
 *
 * <p>Generations run on the caller's thread. A GET is repeated once where that is safe ({@link SafeRetry}); loads, unloads and
 * generations never are.
 */
public final class LmStudioServer implements ModelServer {
    private static final Logger LOG = System.getLogger(LmStudioServer.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Control calls other than a load answer at once; this is for a server that is busy, not for one that hangs. */
    private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(30);

    private final ServerConfig config;
    private final SessionClock clock;
    private final ToolAccess tool;
    private final @Nullable ToolLoads toolLoads;
    private final OkHttpClient client;
    private final ControlApi control;
    private final ControlApi unlimited;
    private final Duration controlLimit;
    private final Set<Call> streams = ConcurrentHashMap.newKeySet();
    private final IdleWait idle = new IdleWait(this::throwAwayChat, IdleWait.POLL);
    private volatile WorkerLiveness liveness = WorkerLiveness.UNSEEN;
    private volatile IdleProbe idleProbe;
    private final ScheduledExecutorService watchdogs = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stream-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /** A client of the server at {@code config.baseUrl()}, without the {@code lms} tool; connects when first used. */
    public LmStudioServer(ServerConfig config, SessionClock clock) {
        this(config, clock, ToolAccess.notUsed());
    }

    /** A client of the server at {@code config.baseUrl()}; connects when first used. */
    public LmStudioServer(ServerConfig config, SessionClock clock, ToolAccess tool) {
        this.tool = tool;
        this.toolLoads = tool.cli().map(cli -> new ToolLoads(cli, clock)).orElse(null);
        this.idleProbe = tool.cli().<IdleProbe>map(ToolIdleProbe::new).orElse(IdleProbe.UNKNOWN);
        this.config = config;
        this.clock = clock;
        this.client = HttpClients.create(config, clock);
        Duration total = config.timeouts().total();
        this.controlLimit = total.compareTo(CONTROL_TIMEOUT) < 0 ? total : CONTROL_TIMEOUT;
        this.control = api(client.newBuilder().callTimeout(controlLimit).build());
        this.unlimited = api(client);
    }

    /** Names who can see the worker; its death then ends a stream or a load within a second. */
    public void watchWorker(WorkerLiveness liveness) {
        this.liveness = liveness;
    }

    /** Names who can tell whether an instance is idle, in place of the {@code lms} tool; without either the client asks for a throw-away token. */
    void askWhetherIdle(IdleProbe probe) {
        this.idleProbe = probe;
    }

    @Override
    public String baseUrl() {
        return config.baseUrl().toString();
    }

    @Override
    public List<ModelEntry> models() {
        JsonNode root = call("List the models", "/api/v1/models", control.models());
        List<ModelEntry> entries = ModelListParser.parse(root);
        if (entries == null) {
            throw new ServerFailure.NotLmStudio("Expected a model list from " + url("/api/v1/models")
                    + ", found: " + ErrorBody.excerpt(root.toString())
                    + ". Something else may use this port; LM Studio 0.4.0 or newer is needed.");
        }
        return entries;
    }

    /**
     * {@inheritDoc}
     *
     * <p>By REST where that suffices, by the {@code lms} tool for a catalogue variant and for slots. An instance that came up in
     * spite of a failure, and a second copy of a model that was resident, are unloaded again before this throws.
     */
    @Override
    public LoadedModel load(LoadRequest request) {
        Leftovers leftovers = Leftovers.before(this, request);
        try {
            LoadedModel loaded = toolLoads != null && via(request).equals("cli")
                    ? listed(toolLoads.load(request, config.timeouts().load()))
                    : loadByRest(request);
            leftovers.refuseSecondCopy(loaded);
            return toolLoads == null ? loaded : toolLoads.witnessed(loaded);
        } catch (ServerFailure failed) {
            leftovers.unloadAfter(failed, config.timeouts().load());
            throw failed;
        }
    }

    /** How a load is made: {@code rest} or {@code cli}. */
    public String via(LoadRequest request) {
        return toolLoads != null && ToolLoads.isNeededFor(request) ? "cli" : "rest";
    }

    private LoadedModel loadByRest(LoadRequest request) {
        String what = "Load " + request.modelKey();
        ObjectNode body =
                JSON.createObjectNode().put("model", request.modelKey()).put("echo_load_config", true);
        put(body, request.config());
        long startNs = clock.nowNs();
        JsonNode answer = watchedLoad(what, unlimited.load(body));
        long endNs = clock.nowNs();
        String instanceId = ModelListParser.text(answer, "instance_id");
        if (instanceId == null) {
            throw new ServerFailure.Protocol("Expected instance_id in the answer to " + what + " at "
                    + url("/api/v1/models/load") + ", found: " + ErrorBody.excerpt(answer.toString()));
        }
        LoadConfig echoed = ModelListParser.loadConfig(answer.path("load_config"));
        LOG.log(Level.DEBUG, "loaded {0} as {1} in {2} s", request.modelKey(), instanceId, (endNs - startNs) / 1e9);
        return listed(new LoadedModel(
                request.modelKey(),
                instanceId,
                startNs,
                endNs,
                ModelListParser.decimal(answer, "load_time_seconds"),
                request.config(),
                echoed,
                "rest"));
    }

    /** What the list says wins over the echo: it is read after the load, and it is where an auto-fitted context shows. */
    private LoadedModel listed(LoadedModel loaded) {
        return new LoadedModel(
                loaded.modelKey(),
                loaded.instanceId(),
                loaded.startNs(),
                loaded.endNs(),
                loaded.serverLoadSeconds(),
                loaded.requested(),
                loaded.effective().overriddenBy(listedConfig(loaded.instanceId())),
                loaded.via());
    }

    /**
     * {@inheritDoc}
     *
     * <p>By REST; and by the {@code lms} tool if REST does not know an instance that the tool still shows.
     */
    @Override
    public void unload(String instanceId) {
        try {
            call(
                    "Unload " + instanceId,
                    "/api/v1/models/unload",
                    control.unload(JSON.createObjectNode().put("instance_id", instanceId)));
        } catch (ServerFailure.ModelNotFound unknown) {
            if (toolLoads == null || !toolLoads.unloadIfShown(instanceId)) {
                throw unknown;
            }
        }
        idle.unloaded(instanceId);
        LOG.log(Level.DEBUG, "unloaded {0}", instanceId);
    }

    @Override
    public GenerationTrace generate(LoadedModel model, GenerationRequest request) {
        awaitIdle(model);
        ObjectNode body = JSON.createObjectNode()
                .put("model", model.instanceId())
                .put("input", request.prompt())
                .put("stream", true)
                .put("store", false)
                .put("temperature", request.temperature())
                .put("max_output_tokens", request.maxOutputTokens());
        if (request.reasoning() != null) {
            body.put("reasoning", request.reasoning());
        }
        String what = "Chat with " + model.instanceId();
        LOG.log(
                Level.DEBUG,
                "{0}: {1} characters of prompt",
                what,
                request.prompt().length());
        GenerationTrace trace =
                stream(model.instanceId(), body, what, request.prompt().length());
        String answeredBy = trace.modelInstanceId();
        if (answeredBy != null && !answeredBy.equalsIgnoreCase(model.instanceId())) {
            throw new ServerFailure.WrongModel("Expected an answer of " + model.instanceId() + " from "
                    + url("/api/v1/chat") + ", found one of " + answeredBy
                    + ". Unload other models with `lms unload --all` and run again.");
        }
        return trace;
    }

    @Override
    public void awaitIdle(LoadedModel model) {
        // While streams of ours run on it the instance is busy with right.
        if (streams.isEmpty()) {
            idle.await(model.instanceId(), idleProbe);
        }
    }

    @Override
    public void cancelAll() {
        client.dispatcher().cancelAll();
        // The dispatcher forgets a call once its headers are in; a stream has hardly begun then.
        streams.forEach(Call::cancel);
        tool.cli().ifPresent(LmCli::cancelAll);
    }

    @Override
    public void close() {
        cancelAll();
        watchdogs.shutdownNow();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** Version of the app behind the server, asked once when the tool was found; empty where only the server could say. */
    public Optional<String> version() {
        return Optional.ofNullable(tool.version());
    }

    /**
     * Engine and version behind a loaded model, from one short call of the older API; where that does not tell, the engine that
     * {@code lms runtime ls} says is selected for the format; empty if neither does. Not a measurement; never call it between
     * measured generations of a cell.
     */
    public Optional<EngineInfo> engine(LoadedModel model, Format format) {
        return engineOfV0(model).or(() -> tool.selectedEngine(format));
    }

    private Optional<EngineInfo> engineOfV0(LoadedModel model) {
        ObjectNode body = JSON.createObjectNode()
                .put("model", model.instanceId())
                .put("max_tokens", 1)
                .put("temperature", 0)
                .put("stream", false);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        try {
            JsonNode runtime = call("Ask for the engine", "/api/v0/chat/completions", control.chatV0(body))
                    .path("runtime");
            String name = ModelListParser.text(runtime, "name");
            return name == null
                    ? Optional.empty()
                    : Optional.of(new EngineInfo(name, ModelListParser.text(runtime, "version"), "v0 reply"));
        } catch (ServerFailure unknown) {
            LOG.log(Level.DEBUG, "the engine stays unknown: {0}", unknown.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Name and version of an engine.
     *
     * @param source who said so: {@code v0 reply} or {@code lms runtime ls}
     */
    public record EngineInfo(String name, @Nullable String version, String source) {}

    private GenerationTrace stream(String instanceId, ObjectNode body, String what, int promptChars) {
        String path = "/api/v1/chat";
        ChatCall chat =
                new ChatCall(client, config.timeouts(), promptChars, new WorkerWatch(liveness), watchdogs, streams);
        ChatCall.Refusal refusal = (status, answer) -> refused(what, path, status, answer, false);
        try {
            openConnection();
            try {
                return chat.stream(url(path), body, what, refusal);
            } catch (StaleConnectionException closed) {
                // No byte of the request has left, so a new connection doubles nothing.
                openConnection();
                return chat.stream(url(path), body, what, refusal);
            }
        } catch (StaleConnectionException again) {
            throw new ServerFailure.StreamCut(
                    what + " at " + url(path) + " was not sent: the server closed two connections in a row right after"
                            + " it had answered on them. A proxy may stand in between.",
                    again);
        } finally {
            if (chat.mayStillWork()) {
                idle.failed(instanceId, chat.promptLimit());
            }
        }
    }

    /** Opens a connection, or proves that the pooled one lives, so that the clock starts on an open one. */
    private void openConnection() {
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

    private void throwAwayChat(String instanceId, Duration limit) {
        String what = "Ask " + instanceId + " for a token after a generation that failed";
        ObjectNode body = JSON.createObjectNode()
                .put("model", instanceId)
                .put("input", "Hi")
                .put("stream", false)
                .put("store", false)
                .put("temperature", 0)
                .put("max_output_tokens", 1);
        retrofit2.Call<ResponseBody> call = unlimited.chat(body);
        call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            read(what, "/api/v1/chat", call.execute(), false);
        } catch (IOException failed) {
            throw Transport.controlFailure(
                    what, url("/api/v1/chat"), limit, config.timeouts().connect(), failed);
        }
    }

    private JsonNode watchedLoad(String what, retrofit2.Call<ResponseBody> call) {
        String path = "/api/v1/models/load";
        Timeouts limits = config.timeouts();
        try (StreamWatchdog watchdog =
                StreamWatchdog.ofLoad(limits, new WorkerWatch(liveness), watchdogs, call::cancel)) {
            try {
                return read(what, path, call.execute(), true);
            } catch (IOException failed) {
                String death = watchdog.death();
                if (death != null) {
                    throw WorkerWatch.failure(what, url(path), death);
                }
                if (watchdog.expired() != null) {
                    throw new ServerFailure.TimedOut(
                            TimeoutPhase.LOAD,
                            limits.load(),
                            what + " at " + url(path)
                                    + " was not answered. Raise server.timeouts.load if the disk is only slow",
                            failed);
                }
                throw Transport.loadFailure(what, url(path), limits.connect(), failed);
            }
        }
    }

    /** The model is in memory by now: a list that cannot be read must not make the load look failed and leave it there. */
    private LoadConfig listedConfig(String instanceId) {
        List<ModelEntry> entries;
        try {
            entries = models();
        } catch (ServerFailure unreadable) {
            LOG.log(Level.DEBUG, "the list does not tell how {0} was loaded: {1}", instanceId, unreadable.getMessage());
            return LoadConfig.UNKNOWN;
        }
        return entries.stream()
                .flatMap(entry -> entry.instances().stream())
                .filter(instance -> instance.id().equals(instanceId))
                .map(ModelEntry.Instance::config)
                .findFirst()
                .orElse(LoadConfig.UNKNOWN);
    }

    private static void put(ObjectNode body, LoadConfig config) {
        putIfKnown(body, "context_length", config.contextLength());
        putIfKnown(body, "parallel", config.parallel());
        putIfKnown(body, "eval_batch_size", config.evalBatchSize());
        putIfKnown(body, "num_experts", config.numExperts());
        if (config.flashAttention() != null) {
            body.put("flash_attention", config.flashAttention());
        }
        if (config.offloadKvCacheToGpu() != null) {
            body.put("offload_kv_cache_to_gpu", config.offloadKvCacheToGpu());
        }
    }

    private static void putIfKnown(ObjectNode body, String key, @Nullable Integer value) {
        if (value != null) {
            body.put(key, value);
        }
    }

    private JsonNode call(String what, String path, retrofit2.Call<ResponseBody> call) {
        try {
            return read(what, path, call.execute(), false);
        } catch (IOException failed) {
            throw Transport.controlFailure(
                    what, url(path), controlLimit, config.timeouts().connect(), failed);
        }
    }

    private JsonNode read(String what, String path, Response<ResponseBody> response, boolean load) throws IOException {
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
    private ServerFailure refused(String what, String path, int status, String body, boolean load) {
        if (path.startsWith("/api/v1/") && OldServerCheck.lacksTheCall(status, body)) {
            try {
                if (OldServerCheck.isLmStudio(client, baseUrl())) {
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

    private String url(String path) {
        return config.baseUrl() + path;
    }
}

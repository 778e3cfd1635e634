package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ModelServer;
import io.github.mlxgguf.server.ServerFailure;
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

/**
 * A {@link ModelServer} over LM Studio's REST API, {@code /api/v1}.
 *
 * <p>Safe for use by several threads. Generations run on the caller's thread, each on a connection of its own and with a clock
 * that starts when its own request is written: as many threads, as many requests with the server, never a queue in here. A GET is repeated once where that is safe ({@link SafeRetry}); loads, unloads and
 * generations never are.
 */
public final class LmStudioServer implements ModelServer {
    private static final Logger LOG = System.getLogger(LmStudioServer.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerConfig config;
    private final ToolAccess tool;
    private final @Nullable ToolLoads toolLoads;
    private final OkHttpClient client;
    private final ControlCalls calls;
    private final RestLoads restLoads;
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
        this.client = HttpClients.create(config, clock);
        this.calls = new ControlCalls(config, client);
        this.restLoads = new RestLoads(config.timeouts(), clock, calls, watchdogs, () -> liveness);
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
        return calls.models();
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
                    ? restLoads.listed(toolLoads.load(request, config.timeouts().load()))
                    : restLoads.load(request);
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

    /** Why a load cannot ask for a number of slots: LM Studio takes it from its tool only. Empty if it can. */
    public Optional<CliProblem> slotsProblem() {
        return Optional.ofNullable(tool.absence());
    }

    /**
     * {@inheritDoc}
     *
     * <p>By REST; and by the {@code lms} tool if REST does not know an instance that the tool still shows.
     */
    @Override
    public void unload(String instanceId) {
        try {
            calls.call(
                    "Unload " + instanceId,
                    "/api/v1/models/unload",
                    calls.control().unload(JSON.createObjectNode().put("instance_id", instanceId)));
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
            JsonNode runtime = calls.call(
                            "Ask for the engine",
                            "/api/v0/chat/completions",
                            calls.control().chatV0(body))
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
        ChatCall.Refusal refusal = (status, answer) -> calls.refused(what, path, status, answer, false);
        try {
            calls.openConnection();
            try {
                return chat.stream(url(path), body, what, refusal);
            } catch (StaleConnectionException closed) {
                // No byte of the request has left, so a new connection doubles nothing.
                calls.openConnection();
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

    private void throwAwayChat(String instanceId, Duration limit) {
        String what = "Ask " + instanceId + " for a token after a generation that failed";
        ObjectNode body = JSON.createObjectNode()
                .put("model", instanceId)
                .put("input", "Hi")
                .put("stream", false)
                .put("store", false)
                .put("temperature", 0)
                .put("max_output_tokens", 1);
        retrofit2.Call<ResponseBody> call = calls.unlimited().chat(body);
        call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            JsonNode answer = calls.read(what, "/api/v1/chat", call.execute(), false);
            Double loaded = ModelListParser.decimal(answer.path("stats"), "model_load_time_seconds");
            String answeredBy = ModelListParser.text(answer, "model_instance_id");
            if ((loaded != null && loaded > 0) || (answeredBy != null && !answeredBy.equalsIgnoreCase(instanceId))) {
                throw IdleWait.gone(instanceId);
            }
        } catch (IOException failed) {
            throw Transport.controlFailure(
                    what, url("/api/v1/chat"), limit, config.timeouts().connect(), failed);
        }
    }

    private String url(String path) {
        return calls.url(path);
    }
}

package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.server.WorkerLiveness;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Loads through {@code POST /api/v1/models/load}, and reads back what was applied. */
final class RestLoads {
    private static final Logger LOG = System.getLogger(RestLoads.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Timeouts limits;
    private final SessionClock clock;
    private final ControlCalls calls;
    private final ScheduledExecutorService watchdogs;
    private final Supplier<WorkerLiveness> liveness;

    /**
     * @param liveness who can see the worker, at the time of a load
     */
    RestLoads(
            Timeouts limits,
            SessionClock clock,
            ControlCalls calls,
            ScheduledExecutorService watchdogs,
            Supplier<WorkerLiveness> liveness) {
        this.limits = limits;
        this.clock = clock;
        this.calls = calls;
        this.watchdogs = watchdogs;
        this.liveness = liveness;
    }

    LoadedModel load(LoadRequest request) {
        String what = "Load " + request.modelKey();
        ObjectNode body =
                JSON.createObjectNode().put("model", request.modelKey()).put("echo_load_config", true);
        put(body, request.config());
        long startNs = clock.nowNs();
        JsonNode answer = watchedLoad(what, calls.unlimited().load(body));
        long endNs = clock.nowNs();
        String instanceId = ModelListParser.text(answer, "instance_id");
        if (instanceId == null) {
            throw new ServerFailure.Protocol("Expected instance_id in the answer to " + what + " at "
                    + calls.url("/api/v1/models/load") + ", found: " + ErrorBody.excerpt(answer.toString()));
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
    LoadedModel listed(LoadedModel loaded) {
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

    private JsonNode watchedLoad(String what, retrofit2.Call<ResponseBody> call) {
        String path = "/api/v1/models/load";
        try (StreamWatchdog watchdog =
                StreamWatchdog.ofLoad(limits, WorkerWatch.ofLoad(liveness.get()), watchdogs, call::cancel)) {
            try {
                return calls.read(what, path, call.execute(), true);
            } catch (IOException failed) {
                String death = watchdog.death();
                if (death != null) {
                    throw WorkerWatch.failure(what, calls.url(path), death);
                }
                if (watchdog.expired() != null) {
                    throw new ServerFailure.TimedOut(
                            TimeoutPhase.LOAD,
                            limits.load(),
                            what + " at " + calls.url(path)
                                    + " was not answered. Raise server.timeouts.load if the disk is only slow",
                            failed);
                }
                throw Transport.loadFailure(what, calls.url(path), limits.connect(), failed);
            }
        }
    }

    /** The model is in memory by now: a list that cannot be read must not make the load look failed and leave it there. */
    private LoadConfig listedConfig(String instanceId) {
        List<ModelEntry> entries;
        try {
            entries = calls.models();
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
}

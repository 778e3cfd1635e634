package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ModelServer;
import io.github.mlxgguf.server.ServerFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a load must not leave in memory: an instance that came up although the load failed, and a second copy of a model. */
final class Leftovers {
    private static final Logger LOG = System.getLogger(Leftovers.class.getName());

    /** How long an instance may still come up after a load that was given up; dropping the request cancels most. */
    private static final Duration AFTER_TIME_OUT = Duration.ofSeconds(5);

    /** LM Studio wants to be polled at 1 Hz or slower. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** How LM Studio names a further copy of a model that is resident. */
    private static final Pattern COPY = Pattern.compile(".+:\\d+");

    private final ModelServer server;
    private final LoadRequest request;
    private final @Nullable Set<String> before;

    private Leftovers(ModelServer server, LoadRequest request, @Nullable Set<String> before) {
        this.server = server;
        this.request = request;
        this.before = before;
    }

    /** Notes what is loaded before a load. A list that cannot be read notes nothing: then nothing is unloaded later. */
    static Leftovers before(ModelServer server, LoadRequest request) {
        try {
            return new Leftovers(
                    server,
                    request,
                    server.models().stream()
                            .flatMap(entry -> entry.instances().stream())
                            .map(ModelEntry.Instance::id)
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (ServerFailure unreadable) {
            LOG.log(
                    Level.DEBUG,
                    "what is loaded before {0} is unknown: {1}",
                    request.modelKey(),
                    unreadable.getMessage());
            return new Leftovers(server, request, null);
        }
    }

    /**
     * Unloads what came up of the model although its load failed. After a time-out it is waited for a while, though no longer than the
     * load itself was allowed.
     */
    void unloadAfter(ServerFailure failure, Duration loadLimit) {
        if (before == null || failure instanceof ServerFailure.Unreachable) {
            return;
        }
        Duration patience = failure instanceof ServerFailure.TimedOut
                ? (loadLimit.compareTo(AFTER_TIME_OUT) < 0 ? loadLimit : AFTER_TIME_OUT)
                : Duration.ZERO;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!unloadNew() && !Thread.currentThread().isInterrupted()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(Math.min(left, POLL.toNanos()));
        }
    }

    /**
     * Unloads what loaded if another copy of the model is in memory too: the server gave it the id of a further copy, or lists another
     * instance of the model beside it.
     *
     * @throws ServerFailure.WrongModel if so, by the ids of both
     */
    void refuseSecondCopy(LoadedModel loaded) {
        String id = loaded.instanceId();
        String other = otherCopy(id);
        if (other == null) {
            return;
        }
        String outcome = "It was unloaded again";
        try {
            server.unload(id);
        } catch (ServerFailure failed) {
            outcome = "It could not be unloaded (" + failed.getMessage() + ")";
        }
        throw new ServerFailure.WrongModel("Expected the only copy of " + request.modelKey() + " at " + server.baseUrl()
                + ", found the id " + id + ": a copy was resident already, and two of them share the memory. " + outcome
                + ". Unload the other with `lms unload " + other + "` and run again.");
    }

    /** The id of another instance of the model, or null. An id of our own choice tells nothing of copies, but the list does. */
    private @Nullable String otherCopy(String id) {
        if (COPY.matcher(id).matches() && !id.equals(request.modelKey())) {
            return id.substring(0, id.lastIndexOf(':'));
        }
        try {
            return server.models().stream()
                    .filter(entry -> base(entry.key()).equalsIgnoreCase(base(request.modelKey())))
                    .flatMap(entry -> entry.instances().stream())
                    .map(ModelEntry.Instance::id)
                    .filter(instance -> !instance.equals(id))
                    .findFirst()
                    .orElse(null);
        } catch (ServerFailure unreadable) {
            LOG.log(
                    Level.DEBUG,
                    "whether {0} is the only copy of its model is unknown: {1}",
                    id,
                    unreadable.getMessage());
            return null;
        }
    }

    /** Whether there was something to unload. */
    private boolean unloadNew() {
        List<String> ids;
        try {
            ids = server.models().stream()
                    .filter(entry -> base(entry.key()).equalsIgnoreCase(base(request.modelKey())))
                    .flatMap(entry -> entry.instances().stream())
                    .map(ModelEntry.Instance::id)
                    .filter(id -> before != null && !before.contains(id))
                    .toList();
        } catch (ServerFailure unreadable) {
            LOG.log(Level.WARNING, "Whether {0} came up is unknown: {1}", request.modelKey(), unreadable.getMessage());
            return false;
        }
        for (String id : ids) {
            try {
                server.unload(id);
                LOG.log(Level.WARNING, "{0} came up although its load failed; it was unloaded", id);
            } catch (ServerFailure failed) {
                LOG.log(
                        Level.WARNING,
                        "{0} came up although its load failed, and may still be loaded: {1}",
                        id,
                        failed.getMessage());
            }
        }
        return !ids.isEmpty();
    }

    private static String base(String key) {
        int at = key.indexOf('@');
        return at < 0 ? key : key.substring(0, at);
    }
}

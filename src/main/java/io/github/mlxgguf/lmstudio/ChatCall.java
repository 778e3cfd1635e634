package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.trace.GenerationTrace;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One streamed chat on the caller's own thread: no dispatcher queue, no hand-off between the socket and the stamp. */
final class ChatCall {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    /** Names the failure behind a whole answer that is no stream. */
    @FunctionalInterface
    interface Refusal {
        ServerFailure failure(int status, String body);
    }

    private final OkHttpClient client;
    private final Timeouts limits;
    private final WorkerWatch worker;
    private final ScheduledExecutorService watchdogs;
    private final Set<Call> open;
    private final boolean scaled;
    private boolean mayStillWork;

    /**
     * @param configured the limits before they are scaled with the prompt
     * @param open where the call is registered while it streams, so that another thread can cancel it
     */
    ChatCall(
            OkHttpClient client,
            Timeouts configured,
            int promptChars,
            WorkerWatch worker,
            ScheduledExecutorService watchdogs,
            Set<Call> open) {
        this.client = client;
        this.limits = FirstTokenLimit.scaled(configured, promptChars);
        this.scaled = promptChars > FirstTokenLimit.COVERED_CHARS;
        this.worker = worker;
        this.watchdogs = watchdogs;
        this.open = open;
    }

    /** How long the prompt may take. */
    Duration promptLimit() {
        return limits.firstToken();
    }

    /** Whether the server may be at work on the prompt still, although the call is over. */
    boolean mayStillWork() {
        return mayStillWork;
    }

    /**
     * Sends the request and reads the stream to its end.
     *
     * @throws StaleConnectionException if the server closed the connection before a byte of the request was written to it
     */
    GenerationTrace stream(String url, JsonNode body, String what, Refusal refusal) throws StaleConnectionException {
        SocketHolder socket = new SocketHolder();
        OkHttpClient own = client.newBuilder()
                .addNetworkInterceptor(chain -> {
                    socket.set(chain.connection());
                    mayStillWork = true;
                    return chain.proceed(chain.request());
                })
                .build();
        Call call = own.newCall(new Request.Builder()
                .url(url)
                .header("Accept", "text/event-stream")
                .post(RequestBody.create(body.toString(), JSON))
                .build());
        open.add(call);
        try (StreamWatchdog watchdog = StreamWatchdog.ofChat(limits, worker, watchdogs, call::cancel)) {
            GenerationTrace trace =
                    run(call, socket, new ChatRecorder(what + " at " + url), watchdog, new Place(url, what, refusal));
            mayStillWork = false;
            return trace;
        } catch (ServerFailure.WorkerDied gone) {
            mayStillWork = false;
            throw gone;
        } finally {
            open.remove(call);
        }
    }

    private GenerationTrace run(
            Call call, SocketHolder socket, ChatRecorder recorder, StreamWatchdog watchdog, Place place)
            throws StaleConnectionException {
        try (Response response = call.execute()) {
            // The answer's first bytes are in, so the newest write was the last of the request.
            TimedSocket timed = socket.get();
            long startNs = timed.lastWriteNs();
            if (!isEventStream(response)) {
                String answer = response.body().string();
                mayStillWork = false;
                throw noStream(response, answer, place);
            }
            Throwable failure = StreamReader.read(response, timed, recorder, watchdog::event);
            mayStillWork = !recorder.hasEnded();
            if (failure != null) {
                ServerFailure translated = translate(failure, watchdog, place);
                throw call.isCanceled() ? translated : orDeath(translated, place);
            }
            return finish(recorder, startNs, place);
        } catch (StaleConnectionException untouched) {
            throw untouched;
        } catch (IOException failed) {
            ServerFailure failure = translate(failed, watchdog, place);
            throw call.isCanceled() ? failure : orDeath(failure, place);
        }
    }

    private GenerationTrace finish(ChatRecorder recorder, long startNs, Place place) {
        try {
            return recorder.finish(startNs);
        } catch (ServerFailure.StreamCut cut) {
            throw orDeath(cut, place);
        }
    }

    /** A line that is cut has a better name if the worker has gone. */
    private ServerFailure orDeath(ServerFailure failure, Place place) {
        if (!(failure instanceof ServerFailure.StreamCut)) {
            return failure;
        }
        return worker.deathAfterCut()
                .<ServerFailure>map(death -> WorkerWatch.failure(place.what(), place.url(), death))
                .orElse(failure);
    }

    private static ServerFailure noStream(Response response, String answer, Place place) {
        if (!response.isSuccessful() || ErrorBody.parse(answer).isPresent()) {
            return place.refusal().failure(response.code(), answer);
        }
        return new ServerFailure.Protocol("Expected an event stream in the answer to " + place.what() + " at "
                + place.url() + ", found content of type " + response.header("Content-Type", "(none)") + ": "
                + ErrorBody.excerpt(answer) + ". Another program may use this port, or a proxy stands in between.");
    }

    private static boolean isEventStream(Response response) {
        MediaType type = response.body().contentType();
        return response.isSuccessful()
                && type != null
                && type.type().equals("text")
                && type.subtype().equals("event-stream");
    }

    private ServerFailure translate(Throwable failure, StreamWatchdog watchdog, Place place) {
        String death = watchdog.death();
        if (death != null) {
            return WorkerWatch.failure(place.what(), place.url(), death);
        }
        TimeoutPhase expired = watchdog.expired();
        if (expired != null) {
            return new ServerFailure.TimedOut(
                    expired,
                    watchdog.limit(expired),
                    place.what() + " at " + place.url() + " was given up. Raise server.timeouts." + expired.label()
                            + " if the model is only slow"
                            + (scaled && expired == TimeoutPhase.FIRST_TOKEN ? FirstTokenLimit.EXPLANATION : ""),
                    failure);
        }
        if (failure instanceof ServerFailure known) {
            return known;
        }
        if (failure instanceof IOException io) {
            return Transport.failure(place.what(), place.url(), limits.connect(), io);
        }
        return new ServerFailure.Protocol(
                place.what() + " at " + place.url() + " could not be read: " + failure.getMessage(), failure);
    }

    /** What is called, for messages. */
    private record Place(String url, String what, Refusal refusal) {}

    /** Set by the interceptor, on the calling thread. */
    private static final class SocketHolder {
        private @Nullable TimedSocket socket;

        void set(@Nullable Connection connection) {
            if (connection != null && connection.socket() instanceof TimedSocket timed) {
                socket = timed;
            }
        }

        TimedSocket get() {
            if (socket == null) {
                throw new IllegalStateException("the chat did not run on a timed socket");
            }
            return socket;
        }
    }
}

package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.trace.GenerationTrace;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
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
    private boolean mayStillWork;

    /**
     * @param limits those of this very prompt
     * @param open where the call is registered while it streams, so that another thread can cancel it
     */
    ChatCall(
            OkHttpClient client,
            Timeouts limits,
            WorkerWatch worker,
            ScheduledExecutorService watchdogs,
            Set<Call> open) {
        this.client = client;
        this.limits = limits;
        this.worker = worker;
        this.watchdogs = watchdogs;
        this.open = open;
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
                    if (socket.get().isClosedByPeer()) {
                        throw new StaleConnectionException();
                    }
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
            GenerationTrace trace = run(call, socket, new ChatRecorder(what), watchdog, new Place(url, what, refusal));
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
            Listener listener = new Listener(timed, recorder, watchdog);
            EventSources.processResponse(response, listener);
            mayStillWork = !recorder.hasEnded();
            Throwable failure = listener.failure;
            if (failure != null && !recorder.hasEnded() && !recorder.hasError()) {
                ServerFailure translated = translate(failure, recorder, watchdog, place);
                throw call.isCanceled() ? translated : orDeath(translated, place);
            }
            return finish(recorder, startNs, place);
        } catch (StaleConnectionException untouched) {
            throw untouched;
        } catch (IOException failed) {
            ServerFailure failure = translate(failed, recorder, watchdog, place);
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

    private ServerFailure translate(Throwable failure, ChatRecorder recorder, StreamWatchdog watchdog, Place place) {
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
                            + " if the model is only slow",
                    failure);
        }
        if (failure instanceof ServerFailure known) {
            return known;
        }
        if (failure instanceof EOFException || failure instanceof IllegalArgumentException) {
            // What the event reader throws when the stream ends inside a line.
            return recorder.cut(failure);
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

    private static final class Listener extends EventSourceListener {
        private final TimedSocket socket;
        private final ChatRecorder recorder;
        private final StreamWatchdog watchdog;
        private @Nullable Throwable failure;

        Listener(TimedSocket socket, ChatRecorder recorder, StreamWatchdog watchdog) {
            this.socket = socket;
            this.recorder = recorder;
            this.watchdog = watchdog;
        }

        @Override
        public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
            recorder.accept(type, data, socket.lastReadNs(), socket.reads());
            watchdog.event(recorder.stage());
            if (recorder.hasEnded()) {
                // Nothing follows; a server that keeps the connection open must not keep us waiting.
                source.cancel();
            }
        }

        @Override
        public void onFailure(EventSource source, @Nullable Throwable cause, @Nullable Response response) {
            failure = cause == null ? new IOException("the stream failed without a reason") : unwrap(cause);
        }

        private static Throwable unwrap(Throwable cause) {
            return cause.getCause() instanceof ServerFailure known ? known : cause;
        }
    }
}

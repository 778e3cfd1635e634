package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.trace.GenerationTrace;
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

    private final OkHttpClient client;
    private final Timeouts timeouts;
    private final ScheduledExecutorService watchdogs;
    private final Set<Call> open;

    /**
     * @param open where the call is registered while it streams, so that another thread can cancel it
     */
    ChatCall(OkHttpClient client, Timeouts timeouts, ScheduledExecutorService watchdogs, Set<Call> open) {
        this.client = client;
        this.timeouts = timeouts;
        this.watchdogs = watchdogs;
        this.open = open;
    }

    GenerationTrace stream(String url, JsonNode body, String what) {
        SocketHolder socket = new SocketHolder();
        OkHttpClient own = client.newBuilder()
                .addNetworkInterceptor(chain -> {
                    socket.set(chain.connection());
                    return chain.proceed(chain.request());
                })
                .build();
        Call call = own.newCall(new Request.Builder()
                .url(url)
                .header("Accept", "text/event-stream")
                .post(RequestBody.create(body.toString(), JSON))
                .build());
        ChatRecorder recorder = new ChatRecorder(what);
        open.add(call);
        try (StreamWatchdog watchdog = new StreamWatchdog(timeouts, watchdogs, call::cancel)) {
            return run(call, socket, recorder, watchdog, url, what);
        } finally {
            open.remove(call);
        }
    }

    private GenerationTrace run(
            Call call, SocketHolder socket, ChatRecorder recorder, StreamWatchdog watchdog, String url, String what) {
        try (Response response = call.execute()) {
            // The answer's first bytes are in, so the newest write was the last of the request.
            TimedSocket timed = socket.get();
            long startNs = timed.lastWriteNs();
            if (!isEventStream(response)) {
                throw ErrorBody.failure(
                        what, url, response.code(), response.body().string());
            }
            Listener listener = new Listener(timed, recorder, watchdog);
            EventSources.processResponse(response, listener);
            Throwable failure = listener.failure;
            if (failure != null && !recorder.hasEnded() && !recorder.hasError()) {
                throw translate(failure, watchdog, what, url);
            }
            return recorder.finish(startNs);
        } catch (IOException failed) {
            throw translate(failed, watchdog, what, url);
        }
    }

    private static boolean isEventStream(Response response) {
        MediaType type = response.body().contentType();
        return response.isSuccessful()
                && type != null
                && type.type().equals("text")
                && type.subtype().equals("event-stream");
    }

    private static ServerFailure translate(Throwable failure, StreamWatchdog watchdog, String what, String url) {
        TimeoutPhase expired = watchdog.expired();
        if (expired != null) {
            return new ServerFailure.TimedOut(
                    expired,
                    watchdog.limit(expired),
                    what + " at " + url + " was given up. Raise server.timeouts." + expired.label()
                            + " if the model is only slow",
                    failure);
        }
        if (failure instanceof ServerFailure known) {
            return known;
        }
        if (failure instanceof IOException io) {
            return Transport.failure(what, url, io);
        }
        return new ServerFailure.Protocol(what + " at " + url + " could not be read: " + failure.getMessage(), failure);
    }

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
            // After an error nothing may follow, so the long wait for a first token is over too.
            watchdog.event(recorder.hasText() || recorder.hasError());
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

package io.github.mlxgguf.lmstudio;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Reads one event stream to its end, on the calling thread. Knows no sockets: the stamps come from whoever has them. */
final class StreamReader extends EventSourceListener {
    /** When bytes were read, as the source of the stream knows it. */
    interface Stamps {
        /** When the newest read returned, session clock. */
        long lastReadNs();

        /** Number of reads that returned bytes. */
        int reads();
    }

    private final Stamps stamps;
    private final ChatRecorder recorder;
    private final Consumer<StreamWatchdog.Stage> progress;
    private @Nullable Throwable failure;

    private StreamReader(Stamps stamps, ChatRecorder recorder, Consumer<StreamWatchdog.Stage> progress) {
        this.stamps = stamps;
        this.recorder = recorder;
        this.progress = progress;
    }

    /**
     * Feeds every event to the recorder until the stream ends, its last event has come, or something breaks.
     *
     * @param progress told of every event
     * @return what broke it, or null; null too if an error event or the last event had come before, which both say more
     */
    static @Nullable Throwable read(
            Response response, Stamps stamps, ChatRecorder recorder, Consumer<StreamWatchdog.Stage> progress) {
        StreamReader reader = new StreamReader(stamps, recorder, progress);
        ResponseBody body = response.body();
        Response terminated = response.newBuilder()
                .body(ResponseBody.create(
                        Okio.buffer(new LastLineEnd(body.source())), body.contentType(), body.contentLength()))
                .build();
        EventSources.processResponse(terminated, reader);
        return recorder.hasEnded() || recorder.hasError() ? null : reader.failure;
    }

    @Override
    public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
        recorder.accept(type, data, stamps.lastReadNs(), stamps.reads());
        progress.accept(recorder.stage());
        if (recorder.hasEnded()) {
            // Nothing follows; a server that keeps the connection open must not keep us waiting.
            source.cancel();
        }
    }

    @Override
    public void onFailure(EventSource source, @Nullable Throwable cause, @Nullable Response response) {
        if (cause instanceof EOFException || cause instanceof IllegalArgumentException) {
            // What the event parser throws when the stream ends inside a line.
            failure = recorder.cut(cause);
        } else {
            failure = cause == null ? new IOException("the stream failed without a reason") : cause;
        }
    }
}

package io.github.mlxgguf.report.live;

import io.github.mlxgguf.config.LiveOptions;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the time line of a run while it goes on, if {@code -Dbench.live=true} asks for it. The run does not notice: everything is
 * read from its files, only while somebody watches, and a failure here is logged and no more.
 */
public final class LiveTimeline implements RunListener {
    private static final Logger LOG = System.getLogger(LiveTimeline.class.getName());
    /** The page asks every two seconds: who has not for so long is gone. */
    private static final Duration WATCHES = Duration.ofSeconds(5);
    /** One more question of the page, and some. */
    private static final Duration LAST_VIEW_LIMIT = Duration.ofSeconds(3);

    private final Function<String, @Nullable String> properties;
    private final LongSupplier nanoTime;
    private @Nullable LiveFeed feed;
    private @Nullable LiveHandler handler;
    private @Nullable LiveServer server;

    /** As the system properties ask. */
    public LiveTimeline() {
        this(System::getProperty, System::nanoTime);
    }

    LiveTimeline(Function<String, @Nullable String> properties, LongSupplier nanoTime) {
        this.properties = properties;
        this.nanoTime = nanoTime;
    }

    @Override
    public void runStarted(Path resultsFolder, RunBody run) {
        LiveOptions options = LiveOptions.from(properties);
        if (!options.live()) {
            return;
        }
        try {
            LiveFeed newFeed = new LiveFeed(resultsFolder, nanoTime);
            LiveHandler newHandler = new LiveHandler(newFeed, nanoTime);
            LiveServer started = LiveServer.start(options.port(), newHandler);
            feed = newFeed;
            handler = newHandler;
            server = started;
            LOG.log(Level.INFO, "Live time line of this run: {0}", started.address());
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "No live time line: port {0} of 127.0.0.1 cannot be had ({1}). The run goes on; choose another with"
                            + " -Dbench.livePort=PORT, or leave it out for any free one.",
                    Integer.toString(options.port()),
                    e.getMessage());
        }
    }

    @Override
    public void runFinished(Path resultsFolder) {
        LiveServer running = server;
        LiveFeed shown = feed;
        LiveHandler viewers = handler;
        if (running == null || shown == null || viewers == null) {
            return;
        }
        server = null;
        shown.ended();
        try (running) {
            if (viewers.viewedWithin(WATCHES)) {
                viewers.awaitLastView(LAST_VIEW_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server, for tests; null while there is none. */
    @Nullable
    LiveServer server() {
        return server;
    }
}

package io.github.mlxgguf.report.live;

import io.github.mlxgguf.record.RunTail;
import io.github.mlxgguf.report.timeline.TimelineBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * The time line of a run that goes on, as the page fetches it. Files are read only when somebody asks, and at most once a second
 * however many ask. Safe for use by several threads.
 */
final class LiveFeed {
    /** The files get new lines once a second; to look more often shows nothing new. */
    static final long REFRESH_NS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = System.getLogger(LiveFeed.class.getName());

    private final LongSupplier nanoTime;
    private final RunTail tail;
    private final TimelineBuilder builder;
    private boolean ended;
    private boolean stale = true;
    private long readNs;
    private boolean failureLogged;
    private Answer answer = new Answer(new byte[0], false);

    /** What is sent; the same for all who ask within a second. */
    static final class Answer {
        private final byte[] json;
        private final boolean last;

        Answer(byte[] json, boolean last) {
            this.json = json;
            this.last = last;
        }

        /** UTF-8; not a copy. */
        byte[] json() {
            return json;
        }

        /** Whether nothing will come after it. */
        boolean last() {
            return last;
        }
    }

    LiveFeed(Path folder, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.tail = new RunTail(folder);
        this.builder = new TimelineBuilder(TimelineBuilder.LIVE_BUCKETS).name(String.valueOf(folder.getFileName()));
    }

    /** The time line now, at most a second old. */
    synchronized Answer answer() {
        long nowNs = nanoTime.getAsLong();
        if (stale || nowNs - readNs >= REFRESH_NS) {
            // Taken before: a look that takes long does not make the next one wait longer.
            readNs = nowNs;
            boolean last = refresh();
            answer = new Answer(builder.build().toJson().getBytes(StandardCharsets.UTF_8), last);
            stale = false;
        }
        return answer;
    }

    /** The run has ended and its files are whole; the next answer is the last one that differs. */
    synchronized void ended() {
        ended = true;
        stale = true;
    }

    /** Reads what is new; a file that cannot be read leaves the time line as it is. */
    private boolean refresh() {
        try {
            tail.read(builder::accept, builder::accept);
        } catch (IOException e) {
            if (!failureLogged) {
                failureLogged = true;
                LOG.log(Level.WARNING, "The live time line stands still: {0}. The run goes on.", e.getMessage());
            }
        }
        if (ended) {
            builder.ended();
        }
        return ended;
    }

    static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }
}

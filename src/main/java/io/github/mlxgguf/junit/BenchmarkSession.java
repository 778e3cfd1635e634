package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.prompt.Document;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.CellKey;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.Journal;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunListener;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.SessionClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One run in one JVM: the server, the monitor, the journal and the plan, from the first test to the end of the JUnit session.
 *
 * <p>It ends once, in one of two ways: closed by JUnit ({@code completed}), or by the shutdown hook ({@code interrupted}).
 */
final class BenchmarkSession implements AutoCloseable {
    private static final Logger LOG = System.getLogger(BenchmarkSession.class.getName());

    private final SessionParts parts;
    private final @Nullable EarlierRun earlier;
    private final Tally tally = new Tally();
    private final Progress progress;
    private final MemoryBooks memory;
    private final SessionFlags flags;
    private final AnomalyBook anomalies;
    private final EngineBook engines = new EngineBook(this);
    private final Set<String> loadedBefore = new HashSet<>();
    private final CellLines lines = new CellLines();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable String lost;
    private volatile @Nullable String refused;
    private @Nullable Document document;
    private List<String> endFlags = List.of();
    private final HeldModel held = new HeldModel();
    private final Thread hook = new Thread(this::interrupt, "bench-interrupt");

    BenchmarkSession(SessionParts parts) {
        this(parts, null, SessionMachine.UNKNOWN);
    }

    /**
     * Begins.
     *
     * @param earlier the run that this session goes on with, or null for a new one
     * @param machine as it is at the start
     */
    BenchmarkSession(SessionParts parts, @Nullable EarlierRun earlier, SessionMachine machine) {
        this.parts = parts;
        this.earlier = earlier;
        Duration interval = parts.config().monitor().interval();
        MemoryBooks.History history = MemoryBooks.History.of(parts.monitor());
        this.memory = new MemoryBooks(history, interval, machine.ramBytes());
        this.flags = new SessionFlags(
                parts.serverKind(),
                machine,
                new SessionConditions(interval, machine.ramBytes()),
                memory,
                parts.monitor());
        this.anomalies = new AnomalyBook(history, interval, machine.ramBytes());
        this.progress = new Progress(parts.plan(), parts.clock());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    BenchmarkConfig config() {
        return parts.config();
    }

    SessionClock clock() {
        return parts.clock();
    }

    LmStudioServer server() {
        return parts.server();
    }

    ServerKind serverKind() {
        return parts.serverKind();
    }

    MemoryMonitor monitor() {
        return parts.monitor();
    }

    MemoryBooks memory() {
        return memory;
    }

    EngineBook engines() {
        return engines;
    }

    SessionFlags flags() {
        return flags;
    }

    /**
     * True for the first load of a build in this session: it finds the page cache as it is, and later ones find the build's files in
     * it. Between two sessions of a run anything may have happened to the cache.
     */
    boolean claimFirstLoad(PlannedLoad planned) {
        return loadedBefore.add(planned.pair().name() + "|" + planned.side().id());
    }

    /**
     * Takes a sample, on the sampling thread, and writes it.
     *
     * @throws ResultsException if it cannot be written
     */
    void sampled(Sample sample) {
        flags.sampled(sample);
        parts.samples().write(sample);
    }

    /** The cell's lines of the journal and of the samples, for whoever attaches them. */
    CellEvidence evidence(ScenarioBody cell) {
        StringBuilder samples = new StringBuilder();
        parts.monitor()
                .between(cell.startNs(), cell.endNs())
                .forEach(sample -> samples.append(parts.samples().line(sample)).append('\n'));
        return new CellEvidence(lines.of(cell), samples.toString());
    }

    /** The document of {@code context-stress}, read once. */
    synchronized Document document() {
        Document read = document;
        if (read == null) {
            read = StressDocument.read(parts.config());
            document = read;
        }
        return read;
    }

    MatrixPlan plan() {
        return parts.plan();
    }

    String runId() {
        return parts.folder().runId();
    }

    Path folder() {
        return parts.folder().path();
    }

    Progress progress() {
        return progress;
    }

    Tally tally() {
        return tally;
    }

    /** Whether the run, its earlier sessions included, has a valid result, so that there is something to report. */
    boolean measuredSomething() {
        return tally.measuredSomething() || (earlier != null && !earlier.done().isEmpty());
    }

    /** Whether it goes on with an earlier session's run. */
    boolean isResumed() {
        return earlier != null;
    }

    /** Why a cell is not played again; empty if it is not done. */
    Optional<String> doneBefore(CellKey cell) {
        return earlier == null
                ? Optional.empty()
                : earlier.sessionOf(cell).map(number -> "done in session " + number + " of this run");
    }

    /**
     * Writes what engine answers; one that is not the engine of an earlier session ends this one.
     *
     * @throws ResultsException if it is another one
     */
    void engineFound(EngineBody engine) {
        String other = earlier == null ? null : earlier.otherEngine(engine);
        if (other != null) {
            refused = other;
            throw new ResultsException(other);
        }
        append(engine);
    }

    List<RunListener> listeners() {
        return parts.listeners();
    }

    boolean strict() {
        return parts.strict();
    }

    /**
     * Writes a record. After an interrupt nothing more is written, so that the {@code end} record stays the last.
     *
     * @throws ResultsException if it cannot be written; nothing more is loaded or asked then, see {@link #checkRunning()}
     */
    long append(Body body) {
        synchronized (this) {
            if (ended.get()) {
                throw new InterruptedRunException();
            }
            long seq = write(body);
            anomalies.after(body, clock().nowNs()).forEach(this::write);
            return seq;
        }
    }

    /** A load begins: what available memory does from here to its record is no anomaly, however the load ends. */
    synchronized void loadBegins(long startNs) {
        anomalies.loadBegins(startNs);
    }

    /** We are about to unload the model that is resident: its worker may end from here on. */
    synchronized void unloadBegins(long startNs) {
        anomalies.unloadBegins(startNs);
    }

    /** How long the samples must go on after a worker's death until they show it; zero while none was seen. */
    synchronized Duration workerPatience() {
        return anomalies.workerPatience();
    }

    private long write(Body body) {
        Journal.Written written;
        try {
            written = parts.journal().write(body);
        } catch (ResultsException | IllegalStateException unwritten) {
            lost = unwritten.getMessage();
            throw unwritten;
        }
        tally.count(body);
        lines.add(body, written.line());
        return written.seq();
    }

    /** The model that the server holds for us. */
    HeldModel held() {
        return held;
    }

    /**
     * Waits, unless the run is interrupted meanwhile.
     *
     * @throws InterruptedRunException as soon as it is
     */
    void pause(Duration duration) {
        try {
            if (interrupted.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedRunException();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException();
        }
    }

    /** Whether somebody wants the run to end. */
    boolean isInterrupted() {
        return interrupted.getCount() == 0;
    }

    /**
     * Refuses to go on in an interrupted run, or in one whose records are lost: hours of it would be for nothing.
     *
     * @throws InterruptedRunException if it is interrupted
     * @throws ResultsException if a record could not be written, or the engine is not the one that the run began with
     */
    void checkRunning() {
        if (isInterrupted()) {
            throw new InterruptedRunException();
        }
        String other = refused;
        if (other != null) {
            throw new ResultsException(other);
        }
        String reason = lost;
        if (reason != null) {
            throw new ResultsException("The run stops here, because a record was lost: " + reason
                    + ". Make room or choose another place with -Dbench.results=DIR, and run again.");
        }
    }

    @Override
    public void close() {
        if (!isInterrupted() && finish("completed")) {
            forgetHook();
            SessionFlags.announce(endFlags);
            parts.listeners()
                    .forEach(listener -> listener.runFinished(parts.folder().path()));
            LOG.log(
                    Level.INFO,
                    "Results: {0}; open {1}",
                    parts.folder().path(),
                    parts.folder().reportHtml());
            parts.log().close();
        }
    }

    /** The run could not begin: whoever opened its parts closes them, and no end is written. */
    void abandon() {
        ended.set(true);
        forgetHook();
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // the hook runs already, and finds the session ended
        }
    }

    /** The shutdown hook: everything that must be true when the process is gone, in the order of its worth. */
    void interrupt() {
        interrupted.countDown();
        parts.log().sayInShutdown("Interrupted: unloading and closing the run");
        parts.server().cancelAll();
        held.letGo(parts.log());
        if (finish("interrupted")) {
            parts.listeners()
                    .forEach(listener -> listener.runInterrupted(parts.folder().path()));
            parts.reportAfterInterrupt().accept(parts.folder().path());
            parts.log().sayInShutdown("Results: " + parts.folder().path());
        }
    }

    private boolean finish(String status) {
        synchronized (this) {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            long nowNs = clock().nowNs();
            parts.monitor().close();
            try {
                anomalies.last(nowNs).forEach(parts.journal()::append);
                endFlags = flags.atEnd(nowNs);
                parts.journal()
                        .append(new EndBody(
                                status,
                                tally.counts(),
                                Conversions.sampler(parts.monitor().metrology()),
                                endFlags));
            } catch (ResultsException | IllegalStateException unwritten) {
                // What follows frees the server and makes the report, which says that the end is missing.
                LOG.log(Level.ERROR, "The end of the run is not on record: {0}", unwritten.getMessage());
            }
        }
        closeQuietly(parts.samples());
        closeQuietly(parts.journal());
        closeQuietly(parts.lock());
        closeQuietly(parts.server());
        closeQuietly(parts.ownServer());
        closeQuietly(parts.awake());
        return true;
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failed) {
            LOG.log(Level.WARNING, "could not close " + resource.getClass().getSimpleName(), failed);
        }
    }
}

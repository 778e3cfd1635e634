package io.github.mlxgguf.cli;

import io.github.mlxgguf.monitor.MachineInfo;
import io.github.mlxgguf.monitor.ProcessMonitor;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.report.csv.MetricsWriter;
import io.github.mlxgguf.report.timeline.TimelineWriter;
import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One monitored stretch of time: samples from before it begins until after it ends, then writes what was seen. However it ends, by
 * itself or by a signal to this process, that is done once.
 */
final class MonitoredCommand {
    /** As a shell says it. */
    static final int NOT_EXECUTABLE = 126;
    /** As a shell says it. */
    static final int NOT_FOUND = 127;

    /** There is one JVM session. */
    private static final int SESSION = 1;
    /** A machine whose committed memory cannot be read must not hold the command up for longer. */
    private static final Duration FIRST_SAMPLE_LIMIT = Duration.ofSeconds(1);
    /** The command has ended; a long interval must not hold its exit up for longer. */
    private static final Duration LAST_SAMPLE_LIMIT = Duration.ofSeconds(1);
    /** A shell that runs the work in a child is no worker. */
    private static final String FIRST_PROCESS = "the command's first process";
    /** Ctrl-C reaches the command by itself, since it has our terminal; a signal to us alone does not. */
    private static final Duration OWN_END = Duration.ofSeconds(2);
    /** For a command to end in order when it is asked to. */
    private static final Duration ORDERLY_END = Duration.ofSeconds(5);

    private final List<String> command;
    private final @Nullable Duration duration;
    private final @Nullable Long watched;
    private final Duration interval;
    private final PrintWriter err;
    private final SessionClock clock = SessionClock.start();
    private final ResultsFolder folder;
    private final MonitorSummary summary;
    private final AtomicReference<@Nullable String> samplesLost = new AtomicReference<>();
    private final Object starting = new Object();
    private @Nullable Process process;
    private boolean ending;
    private boolean finished;

    /**
     * Makes the folder.
     *
     * @param command what to run; empty if nothing shall be run
     * @param duration how long to watch where there is no command; null to watch until {@code watched} ends
     * @param watched the process to watch; null for the command's own
     * @param err takes our own lines
     * @throws ResultsException if the folder cannot be made
     */
    MonitoredCommand(
            List<String> command,
            @Nullable Duration duration,
            @Nullable Long watched,
            Duration interval,
            Path results,
            PrintWriter err) {
        this.command = List.copyOf(command);
        this.duration = duration;
        this.watched = watched;
        this.interval = interval;
        this.err = err;
        this.summary =
                new MonitorSummary(watched != null ? "the watched process" : command.isEmpty() ? null : FIRST_PROCESS);
        this.folder = ResultsFolder.createBesideRuns(results, clock.wallAnchor());
    }

    /** Watches to the end and gives the exit code. */
    int run() throws InterruptedException {
        SampleWriter samples = SampleWriter.open(folder, SESSION);
        ProcessMonitor monitor = ProcessMonitor.start(clock, interval, sample -> {
            summary.accept(sample);
            write(samples, sample);
        });
        if (watched != null) {
            monitor.watch(watched);
        }
        summary.awaitCommitted(FIRST_SAMPLE_LIMIT);
        Thread onSignal = new Thread(() -> endBySignal(monitor, samples), "monitor-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            int code = command.isEmpty() ? watch() : execute(monitor);
            finish(monitor, samples, isEnding() ? null : code);
            return code;
        } catch (IOException notStarted) {
            return refuse(monitor, samples, notStarted);
        } finally {
            forget(onSignal);
        }
    }

    private boolean isEnding() {
        synchronized (starting) {
            return ending;
        }
    }

    private int execute(ProcessMonitor monitor) throws IOException, InterruptedException {
        Process started;
        // A signal must not come between a start and our knowing of it: the command would outlive us.
        synchronized (starting) {
            if (ending) {
                return Main.OK;
            }
            started = new ProcessBuilder(command).inheritIO().start();
            process = started;
        }
        if (watched == null) {
            monitor.watch(started.pid());
        }
        return started.waitFor();
    }

    /** Until the time is up or the watched process has gone, whichever comes first. */
    private int watch() throws InterruptedException {
        Future<?> end = watched == null
                ? new CompletableFuture<>()
                : ProcessHandle.of(watched)
                        .<Future<?>>map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(null));
        try {
            if (duration == null) {
                end.get();
            } else {
                end.get(duration.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException timeIsUp) {
            return Main.OK;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process cannot be waited for", e);
        }
        return Main.OK;
    }

    /** The shutdown hook: the JVM goes down once it returns, with 128 and the signal's number. */
    private void endBySignal(ProcessMonitor monitor, SampleWriter samples) {
        try {
            Process running;
            synchronized (starting) {
                ending = true;
                running = process;
            }
            if (running != null) {
                new CommandTree(running.toHandle()).end(OWN_END, ORDERLY_END);
            }
            finish(monitor, samples, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void finish(ProcessMonitor monitor, SampleWriter samples, @Nullable Integer code)
            throws InterruptedException {
        if (finished) {
            return;
        }
        finished = true;
        long endNs = summary.end(clock::nowNs);
        Duration twoTicks = interval.multipliedBy(2);
        summary.awaitOneMore(twoTicks.compareTo(LAST_SAMPLE_LIMIT) < 0 ? twoTicks : LAST_SAMPLE_LIMIT);
        monitor.close();
        close(samples);
        say("ran " + seconds(endNs) + (code == null ? ", ended by a signal" : ", exit code " + code));
        summary.lines().forEach(this::say);
        say(MonitorSummary.line(monitor.metrology()));
        // One that cannot be written does not take the other with it, nor the command's exit code.
        attempt(() -> MetricsWriter.writeSamples(folder.path(), Map.of(SESSION, clock.wallAnchor())));
        attempt(() -> {
            Path page = TimelineWriter.writeMonitored(folder.path(), interval, ramBytes());
            say("written: " + page.toAbsolutePath());
        });
    }

    /** Closes the file, and says what of it could not be written, then or before. */
    private void close(SampleWriter samples) {
        try {
            samples.close();
        } catch (ResultsException notWritten) {
            samplesLost.compareAndSet(null, String.valueOf(notWritten.getMessage()));
        }
        String lost = samplesLost.get();
        if (lost != null) {
            say("some samples are lost: " + lost);
        }
    }

    private void attempt(Runnable write) {
        try {
            write.run();
        } catch (ResultsException | UncheckedIOException notWritten) {
            say(String.valueOf(notWritten.getMessage()));
        }
    }

    /** Null where it cannot be read: a native library is unpacked for that, which a full disk prevents. */
    private static @Nullable Long ramBytes() {
        try {
            return MachineInfo.read().ramBytes();
        } catch (LinkageError noLibrary) {
            return null;
        }
    }

    /** On the sampling thread: a full disk is said once, at the end. */
    private void write(SampleWriter samples, Sample sample) {
        try {
            samples.write(sample);
        } catch (ResultsException notWritten) {
            samplesLost.compareAndSet(null, String.valueOf(notWritten.getMessage()));
        }
    }

    /** Nothing ran, so nothing stays. */
    private int refuse(ProcessMonitor monitor, SampleWriter samples, IOException notStarted) {
        synchronized (this) {
            finished = true;
        }
        monitor.close();
        close(samples);
        try {
            Files.deleteIfExists(folder.samples());
            Files.deleteIfExists(folder.path());
        } catch (IOException left) {
            say("cannot remove " + folder.path() + ": " + left.getMessage());
        }
        String said = String.valueOf(notStarted.getMessage());
        boolean denied = said.contains("error=13");
        say(
                denied
                        ? "cannot run '" + command.get(0) + "': expected a program that may be executed; look at its"
                                + " permissions. (" + said + ")"
                        : "cannot run '" + command.get(0) + "': expected a program in the PATH or the path of one, and"
                                + " found none. (" + said + ")");
        return denied ? NOT_EXECUTABLE : NOT_FOUND;
    }

    private void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // it runs already, and finds everything done or does it
        }
    }

    private void say(String line) {
        err.println("monitor: " + line);
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.1f s", ns / 1e9);
    }
}

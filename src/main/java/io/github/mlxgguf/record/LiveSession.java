package io.github.mlxgguf.record;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds out whether the last session of a run is still at work: two sessions in one file would spoil both. */
public final class LiveSession {
    /** Process start times are kept in ticks since a boot time that itself is rounded to a second. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private LiveSession() {}

    /**
     * Refuses a run whose last session goes on.
     *
     * @param then what its user wants to do, for the message: {@code resume}, for example
     * @throws ResultsException naming the process
     */
    public static void requireNone(RunData run, String then) {
        List<SessionBody> sessions = run.bodies(SessionBody.class);
        if (sessions.isEmpty() || run.end().isPresent()) {
            return;
        }
        SessionBody last = sessions.get(sessions.size() - 1);
        Optional<ProcessHandle> process = ProcessHandle.of(last.pid());
        if (process.isPresent()
                && process.get().isAlive()
                && isSameProcess(last, process.get().info())) {
            throw new ResultsException("run '" + run.folder().getFileName() + "' is still going on in process "
                    + last.pid()
                    + process.get()
                            .info()
                            .command()
                            .map(command -> " (" + command + ")")
                            .orElse("")
                    + ". Wait for it, or end it, and " + then + " then.");
        }
    }

    /** A process id is used again after its process has gone; the later process cannot have started before the session. */
    static boolean isSameProcess(SessionBody session, ProcessHandle.Info process) {
        boolean java = process.command()
                .map(command -> String.valueOf(Path.of(command).getFileName()).startsWith("java"))
                .orElse(true);
        return java
                && process.startInstant()
                        .map(start -> startedBefore(start, session))
                        .orElse(true);
    }

    private static boolean startedBefore(Instant start, SessionBody session) {
        try {
            return !start.isAfter(Instant.parse(session.wallAnchor()).plus(CLOCK_SLACK));
        } catch (DateTimeException unreadable) {
            return true;
        }
    }
}

package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.trace.SessionClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;

/** Tells on the console where the run is: which cell of how many, time so far, and about how much is left. */
final class Progress {
    private static final Logger LOG = System.getLogger("io.github.mlxgguf.progress");

    private final int cells;
    private final int loads;
    private final SessionClock clock;
    private int cell;
    private int loadsDone;
    private long firstLoadNs = -1;
    private long lastEndNs;

    Progress(MatrixPlan plan, SessionClock clock) {
        this.cells = plan.cells();
        this.loads = plan.modelLoads();
        this.clock = clock;
    }

    /** A load begins. */
    synchronized void loadStarts(PlannedLoad load) {
        if (firstLoadNs < 0) {
            firstLoadNs = clock.nowNs();
        }
        LOG.log(Level.INFO, "{0} loading {1}", stamp(), load.label());
    }

    /** A load has been unloaded, or has failed. */
    synchronized void loadEnded() {
        loadsDone++;
        lastEndNs = clock.nowNs();
    }

    /** A cell begins. */
    synchronized void cellStarts(PlannedLoad load, String scenario) {
        cell++;
        LOG.log(Level.INFO, "{0} cell {1} of {2} · {3} · {4}", stamp(), cell, cells, load.label(), scenario);
    }

    /** A cell comes by whose build is not there; it is one of all cells too. */
    synchronized void cellCannotRun() {
        cell++;
    }

    /** A cell has ended. */
    synchronized void cellEnded(String scenario, String outcome, String detail) {
        LOG.log(Level.INFO, "{0}   {1} {2}{3}", stamp(), scenario, outcome, detail.isEmpty() ? "" : ": " + detail);
    }

    private String stamp() {
        long now = clock.nowNs();
        String elapsed = clockFace(Duration.ofNanos(now));
        if (loadsDone == 0) {
            return "[" + elapsed + "]";
        }
        long perLoad = (lastEndNs - firstLoadNs) / loadsDone;
        long left = Math.max(0, perLoad * (loads - loadsDone) - (now - lastEndNs));
        return "[" + elapsed + ", about " + clockFace(Duration.ofNanos(left)) + " left]";
    }

    /** {@code m:ss}, or {@code h:mm:ss} from an hour on. */
    static String clockFace(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}

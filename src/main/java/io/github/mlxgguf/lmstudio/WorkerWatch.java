package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.WorkerLiveness;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The worker behind one call. */
final class WorkerWatch implements WorkerLiveness.Watch {
    /** A process is seen to be gone a little later than the line that it cut. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private static final Duration STEP = Duration.ofMillis(20);

    private final WorkerLiveness.Watch watch;
    private final boolean seen;

    private WorkerWatch(WorkerLiveness.Watch watch, boolean seen) {
        this.watch = watch;
        this.seen = seen;
    }

    /** The worker that answers. */
    WorkerWatch(WorkerLiveness liveness) {
        this(liveness.watch(), liveness != WorkerLiveness.UNSEEN);
    }

    /** The worker that a load starts. */
    static WorkerWatch ofLoad(WorkerLiveness liveness) {
        return new WorkerWatch(liveness.watchNext(), liveness != WorkerLiveness.UNSEEN);
    }

    @Override
    public Optional<String> death() {
        return watch.death();
    }

    /** As {@link #death()}, for a call whose line was just cut: waits a moment for the death to show. */
    Optional<String> deathAfterCut() {
        long deadline = System.nanoTime() + (seen ? GRACE.toNanos() : 0);
        Optional<String> death = watch.death();
        while (death.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP.toNanos());
            death = watch.death();
        }
        return death;
    }

    /** The failure to report for a death. */
    static ServerFailure.WorkerDied failure(String what, String url, String death) {
        return new ServerFailure.WorkerDied(what + " at " + url + " lost its worker: " + death
                + " has ended. LM Studio's log tells more: `lms log stream --source server`.");
    }
}

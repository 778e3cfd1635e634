package io.github.mlxgguf.record;

import io.github.mlxgguf.metric.AnomalyDetector;

/**
 * Tells a detector when models were loaded and resident, from records; live and afterwards in the same way. Who is there while it
 * happens says so before each act: an interrupt may keep its record from being written.
 */
public final class AnomalyStretches {
    private final AnomalyDetector detector;
    private long residentSinceNs = -1;
    private boolean unloading;

    /** Nothing was loaded yet. */
    public AnomalyStretches(AnomalyDetector detector) {
        this.detector = detector;
    }

    /** All loads and unloads of one session; the samples may follow. */
    public static void tell(AnomalyDetector detector, RunData run, int session) {
        AnomalyStretches stretches = new AnomalyStretches(detector);
        run.entries().stream()
                .filter(entry -> entry.envelope().session() == session)
                .forEach(entry -> stretches.note(entry.body()));
    }

    /** A load begins; its end is not known before its record. */
    public void loadBegins(long startNs) {
        detector.loading(startNs, Long.MAX_VALUE);
    }

    /** The unload of the resident model begins; a second call before its record does not move its beginning. */
    public void unloadBegins(long startNs) {
        if (residentSinceNs >= 0 && !unloading) {
            unloading = true;
            detector.resident(residentSinceNs, Math.max(residentSinceNs, startNs));
        }
    }

    /** Takes the next record of the session; only loads and unloads tell something. */
    public void note(Body body) {
        if (body instanceof LoadBody load) {
            detector.loading(load.startNs(), load.endNs());
            if (load.failure() == null) {
                // The worker is looked for right before the memory after the load is read.
                PhaseMemory after = load.memoryAfter();
                residentSinceNs = after == null ? load.endNs() : after.startNs();
                unloading = false;
                detector.resident(residentSinceNs, Long.MAX_VALUE);
            }
        } else if (body instanceof UnloadBody unload && residentSinceNs >= 0) {
            detector.resident(residentSinceNs, Math.max(residentSinceNs, unload.startNs()));
            residentSinceNs = -1;
        }
    }
}

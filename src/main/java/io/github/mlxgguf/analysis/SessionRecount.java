package io.github.mlxgguf.analysis;

import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.metric.AnomalyDetector;
import io.github.mlxgguf.metric.AnomalyKind;
import io.github.mlxgguf.metric.MachineWatch;
import io.github.mlxgguf.record.AnomalyStretches;
import io.github.mlxgguf.record.EndBody.SamplerInfo;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes again, from the samples of a session that crashed, what its end record would have said; keeps no sample. */
final class SessionRecount {
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_SECOND = 1e9;

    private final int session;
    private final long intervalMs;
    private final MachineWatch watch;
    private final AnomalyDetector detector;
    private final long lastRecordNs;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private long samples;
    private long missedTicks;
    private long firstNs;
    private long lastNs;
    private long worstGapNs;

    SessionRecount(RunBody run, RunData data, int session) {
        this.session = session;
        this.intervalMs = run.settings().monitorIntervalMs();
        Duration interval = Duration.ofMillis(intervalMs);
        this.watch = new MachineWatch(interval, run.hardwareProfile().ramBytes());
        this.detector = new AnomalyDetector(interval, run.hardwareProfile().ramBytes());
        AnomalyStretches.tell(detector, data, session);
        this.lastRecordNs = data.entries().stream()
                .filter(entry -> entry.envelope().session() == session)
                .mapToLong(entry -> entry.envelope().tNs())
                .max()
                .orElse(0);
    }

    void accept(Sample sample) {
        if (samples == 0) {
            firstNs = sample.tNs();
        } else {
            long gapNs = sample.tNs() - lastNs;
            worstGapNs = Math.max(worstGapNs, gapNs);
            missedTicks += Math.max(0, Math.round(gapNs / (intervalMs * NS_PER_MS)) - 1);
        }
        lastNs = sample.tNs();
        samples++;
        watch.accept(sample);
        detector.accept(sample).stream().filter(this::isKnownToBeOne).forEach(anomalies::add);
    }

    /** A load or unload that had not ended has no record, and memory and workers come and go in it. */
    private boolean isKnownToBeOne(Anomaly found) {
        boolean byLoads =
                found.kind() == AnomalyKind.WORKER_RESTARTED || found.kind() == AnomalyKind.FREE_MEMORY_DROPPED;
        return !byLoads || found.endNs() <= lastRecordNs;
    }

    /** Empty if there was no sample. What only the process itself knew, its use of the processor and of memory, stays unknown. */
    Optional<SessionAccount> account() {
        if (samples == 0) {
            return Optional.empty();
        }
        SamplerInfo sampler = new SamplerInfo(
                intervalMs,
                samples,
                missedTicks,
                lastNs == firstNs ? null : (Double) ((samples - 1) * NS_PER_SECOND / (lastNs - firstNs)),
                samples == 1 ? null : (Double) (worstGapNs / NS_PER_MS),
                null,
                null);
        return Optional.of(new SessionAccount(session, sampler, watch.flags(), anomalies));
    }
}

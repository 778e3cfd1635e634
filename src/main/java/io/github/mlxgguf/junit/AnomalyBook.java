package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.metric.AnomalyDetector;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.AnomalyStretches;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for anomalies whenever a load, a cell or an unload is over, in the samples since the last look, so that idle time is looked
 * at as well. Belongs to the session, which lets one thread in at a time.
 */
final class AnomalyBook {
    private final MemoryBooks.History history;
    private final AnomalyDetector detector;
    private final AnomalyStretches stretches;
    private final CellCourses courses;
    private long seenUntilNs = Long.MIN_VALUE;
    private @Nullable Place resident;

    /** What was loaded or measured. */
    private record Place(
            String pair,
            String variant,
            String format,
            @Nullable String scenario,
            int round) {
        AnomalyBody body(Anomaly found) {
            return AnomalyBody.of(found, pair, variant, format, scenario, round);
        }
    }

    AnomalyBook(MemoryBooks.History history, Duration interval, @Nullable Long ramBytes) {
        this.history = history;
        this.detector = new AnomalyDetector(interval, ramBytes);
        this.stretches = new AnomalyStretches(detector);
        this.courses = new CellCourses(history);
    }

    /** A load begins. */
    void loadBegins(long startNs) {
        stretches.loadBegins(startNs);
    }

    /** The unload of the resident model begins, or that of no model that is known. */
    void unloadBegins(long startNs) {
        stretches.unloadBegins(startNs);
    }

    /** How long a worker may be out of sight before it counts as gone, as far as was looked; zero while none is known. */
    Duration workerPatience() {
        return detector.workerPatience();
    }

    /** Takes a record that was just written, and tells the anomalies that are known now because of it; mostly none. */
    List<AnomalyBody> after(Body body, long nowNs) {
        stretches.note(body);
        if (body instanceof GenerationBody generation) {
            courses.note(generation);
            return List.of();
        }
        if (body instanceof LoadBody load) {
            Place place = new Place(load.pair(), load.variant(), load.format(), load.scenario(), load.round());
            PhaseMemory baseline = load.memoryBefore();
            List<AnomalyBody> found = look(baseline == null ? load.startNs() : baseline.startNs(), place, nowNs);
            resident = load.failure() == null ? place : null;
            return found;
        }
        if (body instanceof ScenarioBody cell) {
            Place place = new Place(cell.pair(), cell.variant(), cell.format(), cell.scenario(), cell.round());
            List<AnomalyBody> found = look(cell.startNs(), place, nowNs);
            courses.ended().forEach(anomaly -> found.add(place.body(anomaly)));
            return found;
        }
        if (body instanceof UnloadBody unload) {
            Place place = new Place(unload.pair(), unload.variant(), unload.format(), null, unload.round());
            List<AnomalyBody> found = look(unload.startNs(), resident == null ? place : resident, nowNs);
            resident = null;
            return found;
        }
        return List.of();
    }

    /** The session ends: what happened since the last look. */
    List<AnomalyBody> last(long nowNs) {
        return look(Long.MAX_VALUE, null, nowNs);
    }

    /**
     * What was plain before {@code sinceNs} befell the model that was idle then, or none. An event is plain at its end: its beginning
     * is the last moment at which all was well.
     */
    private List<AnomalyBody> look(long sinceNs, @Nullable Place during, long nowNs) {
        List<AnomalyBody> found = new ArrayList<>();
        // From the last sample on and not from the last look: one that was being made at that moment must not be lost.
        List<Sample> samples = history.between(seenUntilNs, nowNs);
        if (history.heldSinceNs() > seenUntilNs) {
            detector.samplesLost();
        }
        for (Sample sample : samples) {
            seenUntilNs = sample.tNs() + 1;
            for (Anomaly anomaly : detector.accept(sample)) {
                found.add(body(anomaly, anomaly.endNs() >= sinceNs ? during : resident));
            }
        }
        return found;
    }

    private static AnomalyBody body(Anomaly found, @Nullable Place place) {
        return place == null ? AnomalyBody.of(found, null, null, null, null, null) : place.body(found);
    }
}

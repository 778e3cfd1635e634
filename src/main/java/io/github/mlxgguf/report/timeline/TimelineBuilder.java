package io.github.mlxgguf.report.timeline;

import io.github.mlxgguf.analysis.Banners;
import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a time line of samples and records as they come, in memory that does not grow with the samples: a fixed number of
 * buckets holds the least and the greatest value of each series, so that every extreme survives. Records of a session come
 * after its {@code session} record, as in the file; samples and records may come mixed or one after the other.
 *
 * <p>Safe for use by several threads: one may add while another builds.
 */
public final class TimelineBuilder {
    /** Buckets of a page that is written: some four to a pixel of a wide screen, and a day of samples within the page's budget. */
    public static final int PAGE_BUCKETS = 16_384;
    /** Buckets of a page that is fetched again and again. */
    public static final int LIVE_BUCKETS = 2_048;

    private static final long NS_PER_MS = 1_000_000;

    private final BucketStore buckets;
    private final SessionAxis axis = new SessionAxis();
    private final RegionCollector regions = new RegionCollector(axis);
    private final List<Banner> banners = new ArrayList<>();
    private final long[] values = new long[TimelineSeries.ALL.size()];
    private String name = "";
    private @Nullable String serverKind;
    private @Nullable Long machineMemoryBytes;
    private boolean ended;
    private boolean reported;
    private long latestNs = Long.MIN_VALUE;

    /**
     * A time line without anything on it.
     *
     * @param maxBuckets how many samples are kept one by one; beyond that neighbours merge
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public TimelineBuilder(int maxBuckets) {
        buckets = new BucketStore(maxBuckets);
    }

    /** Names the run on the page, for example with its id; a record's run id is taken where nothing was said. */
    public synchronized TimelineBuilder name(String runName) {
        name = runName;
        return this;
    }

    /** Tells the machine's memory where no run record does; without it nothing can be said of how much is left. */
    public synchronized TimelineBuilder machineMemoryBytes(@Nullable Long bytes) {
        machineMemoryBytes = bytes;
        return this;
    }

    /** Tells the grid's interval where no run record does; else the samples themselves tell. */
    public synchronized TimelineBuilder intervalNs(long interval) {
        buckets.intervalNs(interval);
        return this;
    }

    /** Whether a report lies beside the page, to link to. */
    public synchronized TimelineBuilder reported(boolean isReported) {
        reported = isReported;
        return this;
    }

    /** Adds a sample. */
    public synchronized void accept(SampleLine line) {
        Sample sample = line.sample();
        latestNs = Math.max(latestNs, axis.place(line.session(), sample.tNs()));
        for (int series = 0; series < values.length; series++) {
            values[series] = TimelineSeries.ALL.get(series).quanta(sample);
        }
        buckets.add(latestNs, values);
        if (machineMemoryBytes == null) {
            machineMemoryBytes = memoryByShare(sample);
        }
    }

    /** Adds what a record says; kinds that have no place on a time line are passed over. */
    public synchronized void accept(RunData.Entry entry) {
        int session = entry.envelope().session();
        if (name.isEmpty()) {
            name = entry.envelope().runId();
        }
        if (serverKind == null) {
            serverKind(entry.envelope().serverKind(), "");
        }
        if (entry.body() instanceof SessionBody body) {
            axis.anchor(body.number(), body.wallAnchor());
        }
        entry.envelope().clockStart().ifPresent(start -> axis.anchorByRecord(session, start));
        axis.begin(session);
        if (entry.body() instanceof SessionBody body) {
            regions.phases(body.number(), body.memory());
        } else if (entry.body() instanceof RunBody run) {
            run(run);
        } else if (entry.body() instanceof LoadBody load) {
            regions.load(session, entry.envelope().seq(), load);
        } else if (entry.body() instanceof UnloadBody unload) {
            regions.unload(session, unload);
        } else if (entry.body() instanceof GenerationBody generation) {
            regions.generation(session, generation);
        } else if (entry.body() instanceof ScenarioBody scenario) {
            regions.scenario(session, scenario);
        } else if (entry.body() instanceof AnomalyBody anomaly) {
            regions.anomaly(session, anomaly);
        }
    }

    /** Marks an anomaly that no record tells, for example one that a detector found in the samples. */
    public synchronized void mark(int session, Anomaly anomaly) {
        regions.anomaly(session, anomaly);
    }

    /** Adds a notice on top of the page. */
    public synchronized void notice(Banner banner) {
        banners.add(banner);
    }

    /** Says that nothing more will come. An {@code end} record does not: a run that is resumed goes on after it. */
    public synchronized void ended() {
        ended = true;
    }

    /** The time line of what came so far; adding more does not change it. */
    public synchronized TimelineData build() {
        Instant origin = axis.origin();
        return new TimelineData(
                new TimelineData.Head(
                        name,
                        serverKind,
                        banners,
                        ended,
                        reported,
                        origin == null ? null : origin.toString(),
                        machineMemoryBytes,
                        regions.leftOut(),
                        (double) axis.lastNs() / NS_PER_MS),
                buckets.copy(),
                regions.regions());
    }

    private void run(RunBody run) {
        regions.run(run);
        Long memory = run.hardwareProfile().ramBytes();
        machineMemoryBytes = memory == null ? machineMemoryBytes : memory;
        buckets.intervalNs(run.settings().monitorIntervalMs() * NS_PER_MS);
        serverKind(run.server().kind(), run.notice() == null ? "" : run.notice());
    }

    /** The run record's notice replaces the one that the kind of the server alone gave. */
    private void serverKind(String kind, String notice) {
        Optional<Banner> known = Banners.evidence(serverKind, "");
        known.ifPresent(banners::remove);
        serverKind = kind;
        Banners.evidence(kind, notice).ifPresent(banner -> banners.add(0, banner));
    }

    private static @Nullable Long memoryByShare(Sample sample) {
        Long resident = sample.workerRssBytes();
        Double share = sample.workerRamShare();
        return resident == null || share == null || share <= 0 ? null : Math.round(resident / share);
    }
}

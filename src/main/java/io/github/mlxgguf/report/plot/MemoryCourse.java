package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.Side;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory around one load, from the quiet before it to the quiet after its unload, in a fixed number of buckets: what it takes does not
 * grow with the samples.
 */
final class MemoryCourse {
    /** About one for each two units of a drawing's width. */
    static final int MOST_BUCKETS = 320;
    /** A bucket narrower than so many ticks of the monitor would often be empty. */
    private static final int TICKS_PER_BUCKET = 2;

    /** What the model was doing, where a drawing tells it apart. */
    enum Stretch {
        LOADING,
        QUIET,
        PREFILL,
        DECODE,
        AFTER
    }

    private final LoadBody load;
    private final Side side;
    private final String label;
    private final long startNs;
    private final long endNs;
    private final int buckets;
    private final MemorySeries committed;
    private final MemorySeries worker;
    private final MemorySeries swap;
    private final int[] pressure;
    private final Map<Stretch, long[]> coveredNs = new EnumMap<>(Stretch.class);
    private long readings;
    private @Nullable Long firstSwapBytes;

    MemoryCourse(LoadBody load, Side side, String label, long endNs, long tickNs) {
        this.load = load;
        this.side = side;
        this.label = label;
        PhaseMemory before = load.memoryBefore();
        this.startNs = before == null ? load.startNs() : Math.min(before.startNs(), load.startNs());
        this.endNs = Math.max(endNs, startNs + 1);
        long room = (this.endNs - startNs) / (TICKS_PER_BUCKET * Math.max(1, tickNs));
        this.buckets = (int) Math.max(1, Math.min(MOST_BUCKETS, room));
        committed = new MemorySeries(buckets);
        worker = new MemorySeries(buckets);
        swap = new MemorySeries(buckets);
        pressure = new int[buckets];
        for (Stretch stretch : Stretch.values()) {
            coveredNs.put(stretch, new long[buckets]);
        }
        cover(Stretch.LOADING, load.startNs(), load.endNs());
        PhaseMemory after = load.memoryAfter();
        if (after != null) {
            cover(Stretch.QUIET, after.startNs(), after.endNs());
        }
    }

    /** Takes a sample of its session; one outside of it is passed over. */
    void accept(Sample sample) {
        if (sample.tNs() < startNs || sample.tNs() > endNs) {
            return;
        }
        int bucket = bucket(sample.tNs());
        readings++;
        committed.add(bucket, sample.committedBytes());
        Long footprint = sample.workerFootprintBytes();
        worker.add(bucket, footprint == null ? sample.workerAnonBytes() : footprint);
        swap.add(bucket, sample.swapUsedBytes());
        if (firstSwapBytes == null) {
            firstSwapBytes = sample.swapUsedBytes();
        }
        Integer level = sample.pressure();
        pressure[bucket] = Math.max(pressure[bucket], level == null ? 0 : level);
    }

    /** Notes what was done in a stretch of time. */
    void cover(Stretch stretch, long fromNs, long toNs) {
        long from = Math.max(startNs, fromNs);
        long to = Math.min(endNs, toNs);
        if (from >= to) {
            return;
        }
        long[] covered = covered(stretch);
        for (int i = bucket(from); i <= bucket(to); i++) {
            long begin = Math.max(from, edgeNs(i));
            long end = Math.min(to, edgeNs(i + 1));
            covered[i] += Math.max(0, end - begin);
        }
    }

    /** A phase of a cell; what it sums up over several pauses is drawn between its generations only. */
    void cover(PhaseMemory memory) {
        if (memory.phase().equals(Phase.AFTER.id())) {
            cover(Stretch.AFTER, memory.startNs(), memory.endNs());
        } else if (memory.phase().equals(Phase.IDLE.id()) || memory.phase().equals(Phase.LOADED.id())) {
            cover(Stretch.QUIET, memory.startNs(), memory.endNs());
        }
    }

    /** What took most of a bucket, generations first; null where no record tells. */
    @Nullable
    Stretch stretch(int bucket) {
        long busy =
                covered(Stretch.LOADING)[bucket] + covered(Stretch.PREFILL)[bucket] + covered(Stretch.DECODE)[bucket];
        long pause = Math.max(0, edgeNs(bucket + 1) - edgeNs(bucket) - busy);
        Stretch most = null;
        long longest = 0;
        for (Stretch stretch : Stretch.values()) {
            long covered = covered(stretch)[bucket];
            long counts = stretch == Stretch.QUIET || stretch == Stretch.AFTER ? Math.min(pause, covered) : covered;
            if (counts > longest) {
                longest = counts;
                most = stretch;
            }
        }
        return most;
    }

    Side side() {
        return side;
    }

    String label() {
        return label;
    }

    /** Which load it is, for example {@code MLX, round 2}. */
    String name() {
        return label + ", round " + load.round() + (load.scenario() == null ? "" : ", " + load.scenario() + " alone");
    }

    int round() {
        return load.round();
    }

    int buckets() {
        return buckets;
    }

    MemorySeries committed() {
        return committed;
    }

    MemorySeries worker() {
        return worker;
    }

    int pressure(int bucket) {
        return pressure[bucket];
    }

    long readings() {
        return readings;
    }

    /** Median of committed memory before the load; null if it is unknown. */
    @Nullable
    Long baselineBytes() {
        PhaseMemory before = load.memoryBefore();
        MemoryStat stat = before == null ? null : before.metrics().get(CellMemory.COMMITTED);
        return stat == null ? null : (Long) stat.medianBytes();
    }

    /** Swap in use in a bucket at most, minus what was in use at the beginning; null where it was not read. */
    @Nullable
    Long swapGrowthBytes(int bucket) {
        Long first = firstSwapBytes;
        return first == null || !swap.has(bucket) ? null : (Long) (swap.greatest(bucket) - first);
    }

    /** The most that swap grew; null if it was not read. */
    @Nullable
    Long swapGrowthBytes() {
        int highest = swap.highest();
        return highest < 0 ? null : swapGrowthBytes(highest);
    }

    /** Seconds from the load call to the middle of a bucket. */
    double seconds(int bucket) {
        return seconds(edgeNs(bucket) + (edgeNs(bucket + 1) - edgeNs(bucket)) / 2);
    }

    /** Seconds from the load call to the beginning of a bucket; the beginning of the first one after the last is the end. */
    double edgeSeconds(int bucket) {
        return seconds(edgeNs(bucket));
    }

    long startNs() {
        return startNs;
    }

    private double seconds(long tNs) {
        return (tNs - load.startNs()) / 1e9;
    }

    private long edgeNs(int bucket) {
        return startNs + Math.round((double) (endNs - startNs) * bucket / buckets);
    }

    private int bucket(long tNs) {
        return (int) Math.min(buckets - 1, (double) (tNs - startNs) * buckets / (endNs - startNs));
    }

    private long[] covered(Stretch stretch) {
        return coveredNs.getOrDefault(stretch, new long[0]);
    }
}

package io.github.mlxgguf.report.timeline;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time line at one moment: what {@code timeline.html} shows. It does not change. */
public final class TimelineData {
    private final Head head;
    private final BucketStore buckets;
    private final Regions regions;

    /**
     * What is true of the whole.
     *
     * @param name of the run
     * @param ended whether nothing more will come
     * @param reported whether {@code report.html} lies beside the page
     * @param origin wall-clock time of 0 on the axis, ISO-8601; null if it is unknown
     * @param leftOut phases and marks that there was no room for
     * @param lastMs end of the axis
     */
    record Head(
            String name,
            @Nullable String serverKind,
            List<Banner> banners,
            boolean ended,
            boolean reported,
            @Nullable String origin,
            @Nullable Long machineMemoryBytes,
            int leftOut,
            double lastMs) {
        Head {
            banners = List.copyOf(banners);
        }
    }

    TimelineData(Head head, BucketStore buckets, Regions regions) {
        this.head = head;
        this.buckets = buckets;
        this.regions = regions;
    }

    /** The whole as one JSON object, which the page reads; a reader of another version than the page's own must not rely on it. */
    public String toJson() {
        return TimelineJson.of(this);
    }

    /** How many buckets there are: the samples themselves, while there are few. */
    public int buckets() {
        return buckets.size();
    }

    /** How many samples came. */
    public long samples() {
        return buckets.samples();
    }

    /** The same with about half as many buckets; no extreme is lost. */
    TimelineData coarser() {
        return new TimelineData(head, buckets.coarser(), regions);
    }

    Head head() {
        return head;
    }

    BucketStore store() {
        return buckets;
    }

    Regions regions() {
        return regions;
    }
}

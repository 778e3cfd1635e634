package io.github.mlxgguf.report.timeline;

import io.github.mlxgguf.analysis.Banners;
import io.github.mlxgguf.analysis.UnrecordedAnomaly;
import io.github.mlxgguf.metric.AnomalyDetector;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SampleReader;
import io.github.mlxgguf.report.output.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code timeline.html} into a results folder, from its records and from its samples as they pass. The same files give the
 * same bytes.
 */
public final class TimelineWriter implements Consumer<SampleLine> {
    /** A page of this size opens at once and goes through mail. */
    public static final int MAX_PAGE_BYTES = 5_000_000;

    /** Fewer buckets than this are not worth their loss; what is still too large then is not the samples. */
    private static final int MIN_BUCKETS = 512;

    private final ResultsFolder results;
    private final TimelineBuilder builder;

    private TimelineWriter(ResultsFolder results, TimelineBuilder builder) {
        this.results = results;
        this.builder = builder;
    }

    /**
     * The page of a run, before its first sample. The samples may be missing or torn by a crash: the page shows what is there.
     *
     * @param data the records of a run, as they were read from its folder
     * @throws ResultsException if the folder has gone
     */
    public static TimelineWriter of(RunData data) {
        ResultsFolder results = ResultsFolder.resolve(data.folder());
        TimelineBuilder builder = new TimelineBuilder(TimelineBuilder.PAGE_BUCKETS)
                // As the records call it: a folder may be renamed, and the same records give the same page.
                .name(data.entries().isEmpty() ? results.runId() : "")
                .reported(true);
        data.entries().forEach(builder::accept);
        Banners.ending(data).ifPresent(builder::notice);
        return new TimelineWriter(results, builder);
    }

    @Override
    public void accept(SampleLine line) {
        builder.accept(line);
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param unrecorded anomalies that are in the samples only
     * @return the page
     * @throws ResultsException if the folder cannot be written to
     */
    public Path finish(List<UnrecordedAnomaly> unrecorded) {
        unrecorded.forEach(found -> builder.mark(found.session(), found.anomaly()));
        builder.ended();
        WholeFile.replace(results.timeline(), fitting(builder.build()));
        return results.timeline();
    }

    /**
     * Writes the page of samples without records, as the {@code monitor} command leaves them: nobody has looked for anomalies yet.
     *
     * @param folder a results folder
     * @param interval the sampling grid
     * @param ramBytes the machine's memory, or null if it is unknown
     */
    public static Path writeMonitored(Path folder, Duration interval, @Nullable Long ramBytes) {
        ResultsFolder results = ResultsFolder.resolve(folder);
        TimelineBuilder builder = new TimelineBuilder(TimelineBuilder.PAGE_BUCKETS)
                .name(results.runId())
                .intervalNs(interval.toNanos())
                .machineMemoryBytes(ramBytes);
        AnomalyDetector detector = new AnomalyDetector(interval, ramBytes);
        if (Files.isRegularFile(results.samples())) {
            SampleReader.read(results.path(), line -> {
                builder.accept(line);
                detector.accept(line.sample()).forEach(found -> builder.mark(line.session(), found));
            });
        }
        return new TimelineWriter(results, builder).finish(List.of());
    }

    /** The page with as many buckets as fit. */
    static String fitting(TimelineData whole) {
        TimelineData data = whole;
        String page = TimelinePage.render(data);
        while (bytes(page) > MAX_PAGE_BYTES && data.buckets() > MIN_BUCKETS) {
            data = data.coarser();
            page = TimelinePage.render(data);
        }
        return page;
    }

    private static int bytes(String page) {
        return page.getBytes(StandardCharsets.UTF_8).length;
    }
}

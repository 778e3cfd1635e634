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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes {@code timeline.html} into a results folder, from its samples and records alone. The same files give the same bytes. */
public final class TimelineWriter {
    /** A page of this size opens at once and goes through mail. */
    public static final int MAX_PAGE_BYTES = 5_000_000;

    /** Fewer buckets than this are not worth their loss; what is still too large then is not the samples. */
    private static final int MIN_BUCKETS = 512;

    private TimelineWriter() {}

    /**
     * Writes the page, whole or not at all. The samples may be missing or torn by a crash: the page shows what is there.
     *
     * @param data the records of a run, as they were read from its folder
     * @return the page
     * @throws ResultsException if the folder has gone, or cannot be written to
     */
    public static Path write(RunData data) {
        ResultsFolder results = ResultsFolder.resolve(data.folder());
        TimelineBuilder builder = new TimelineBuilder(TimelineBuilder.PAGE_BUCKETS)
                .name(results.runId())
                .reported(true);
        data.entries().forEach(builder::accept);
        UnrecordedAnomaly.of(data).forEach(found -> builder.mark(found.session(), found.anomaly()));
        Banners.ending(data).ifPresent(builder::notice);
        return write(results, builder, line -> {});
    }

    /**
     * The same for samples without records, as the {@code monitor} command leaves them: nobody has looked for anomalies yet.
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
        return write(results, builder, line -> detector.accept(line.sample())
                .forEach(found -> builder.mark(line.session(), found)));
    }

    private static Path write(ResultsFolder results, TimelineBuilder builder, Consumer<SampleLine> alsoSees) {
        if (Files.isRegularFile(results.samples())) {
            SampleReader.read(results.path(), line -> {
                builder.accept(line);
                alsoSees.accept(line);
            });
        }
        builder.ended();
        WholeFile.replace(results.timeline(), fitting(builder.build()));
        return results.timeline();
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

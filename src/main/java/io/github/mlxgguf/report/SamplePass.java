package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.CrashedSessions;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SampleReader;
import io.github.mlxgguf.report.csv.MetricsWriter;
import io.github.mlxgguf.report.csv.SampleTable;
import io.github.mlxgguf.report.plot.MemoryCourses;
import io.github.mlxgguf.report.timeline.TimelineWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One way through the samples of a run, for all that want them: there may be millions, and reading them takes most of the time of a
 * report. Nobody may keep them.
 */
final class SamplePass {
    private final CrashedSessions crashed;
    private final TimelineWriter timeline;
    private final MemoryCourses courses;
    private @Nullable ResultsException failure;

    private SamplePass(RunData data) {
        crashed = CrashedSessions.of(data);
        timeline = TimelineWriter.of(data);
        courses = new MemoryCourses(data);
    }

    /** Shows the samples to everyone, and writes {@code samples.csv}; what fails is thrown by {@link #finish()}, after the report. */
    static SamplePass over(RunData data) {
        SamplePass pass = new SamplePass(data);
        try (SampleTable table = MetricsWriter.samples(data)) {
            Path samples = data.folder().resolve(ResultsFolder.SAMPLES);
            if (Files.isRegularFile(samples)) {
                List<Consumer<SampleLine>> all = List.of(pass.crashed, pass.timeline, pass.courses, table);
                SampleReader.read(samples, line -> all.forEach(one -> one.accept(line)));
            }
            table.finish();
            return pass;
        } catch (ResultsException e) {
            // Half of the samples would tell half of the truth.
            SamplePass blind = new SamplePass(data);
            blind.failure = e;
            return blind;
        }
    }

    /** What the samples tell of sessions without an end. */
    CrashedSessions crashed() {
        return crashed;
    }

    /** Memory over time, for the plots. */
    MemoryCourses courses() {
        return courses;
    }

    /**
     * Writes the time line.
     *
     * @throws ResultsException if it cannot be written, or the samples could not be read, or their table not written
     */
    void finish() {
        if (failure != null) {
            throw failure;
        }
        timeline.finish(crashed.unrecorded());
    }
}

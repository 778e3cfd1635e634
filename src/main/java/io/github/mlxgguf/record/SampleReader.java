package io.github.mlxgguf.record;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Streams the samples of a run; there may be hundreds of thousands. */
public final class SampleReader {
    private SampleReader() {}

    /**
     * Hands on each sample that can be read, in the order of the file and on this thread; another one reads ahead meanwhile.
     *
     * @param path a results folder, a {@code latest} pointer to one, or a {@code samples.jsonl}
     * @return the lines that were passed over
     * @throws ResultsException if there is no such file, or it cannot be read, or this thread is interrupted
     */
    public static List<Problem> read(Path path, Consumer<SampleLine> consumer) {
        Path file = Files.isRegularFile(path) && path.endsWith(ResultsFolder.SAMPLES)
                ? path
                : ResultsFolder.resolve(path).requireFile(ResultsFolder.SAMPLES);
        List<Problem> problems = new ArrayList<>();
        SamplesAhead.forEach(samples -> read(file, samples, problems), consumer);
        return List.copyOf(problems);
    }

    /**
     * Hands on each sample of a run, as {@link #read(Path, Consumer)}; of runs put together one run after the other, with the sessions
     * numbered as their records are. A run without a file of samples has none.
     *
     * @throws ResultsException if a file cannot be read, or this thread is interrupted
     */
    public static void readRun(RunData run, Consumer<SampleLine> consumer) {
        if (run.parts().isEmpty()) {
            readIfThere(run.folder(), consumer);
        }
        for (RunData.Part part : run.parts()) {
            readIfThere(part.folder(), line -> {
                // A session that has no record has no number of its own here: it would be taken for one of the next
                // run.
                if (line.session() >= 1 && line.session() <= part.sessions()) {
                    consumer.accept(new SampleLine(line.session() + part.sessionOffset(), line.sample()));
                }
            });
        }
    }

    private static void readIfThere(Path folder, Consumer<SampleLine> consumer) {
        Path samples = folder.resolve(ResultsFolder.SAMPLES);
        if (Files.isRegularFile(samples)) {
            read(samples, consumer);
        }
    }

    private static void read(Path file, Consumer<SampleLine> samples, List<Problem> problems) {
        LineBytes.forEach(file, (number, text, offset, length) -> {
            SampleLine sample = SampleParser.parse(text, offset, length);
            if (sample == null) {
                String line = new String(text, offset, length, StandardCharsets.UTF_8);
                if (line.isBlank()) {
                    return;
                }
                try {
                    sample = RecordJson.parseSample(line);
                } catch (RecordJson.UnreadableLine e) {
                    problems.add(new Problem(number, e.reason()));
                    return;
                }
            }
            samples.accept(sample);
        });
    }
}

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
     * Hands on each sample that can be read, in the order of the file.
     *
     * @param path a results folder, a {@code latest} pointer to one, or a {@code samples.jsonl}
     * @return the lines that were passed over
     * @throws ResultsException if there is no such file
     */
    public static List<Problem> read(Path path, Consumer<SampleLine> consumer) {
        Path file = Files.isRegularFile(path) && path.endsWith(ResultsFolder.SAMPLES)
                ? path
                : ResultsFolder.resolve(path).requireFile(ResultsFolder.SAMPLES);
        List<Problem> problems = new ArrayList<>();
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
            consumer.accept(sample);
        });
        return List.copyOf(problems);
    }
}

package io.github.mlxgguf.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows a run that goes on, by its files alone: each look hands on what was written since the last one. A line that is only half
 * written comes with a later look; one that cannot be read, or is of another schema version, is passed over.
 *
 * <p>Not thread-safe.
 */
public final class RunTail {
    /** The first session's clock starts the axis of any time line, so its samples need no anchor. */
    private static final int FIRST_SESSION = 1;
    /** Some ten minutes at 10 Hz: a session record that is so late is lost. */
    private static final int MAX_HELD = 6_000;

    private final LineTail records;
    private final LineTail samples;
    private final Set<Integer> anchored = new HashSet<>(Set.of(FIRST_SESSION));
    private final List<SampleLine> held = new ArrayList<>();

    /**
     * A follower that has seen nothing yet.
     *
     * @param folder the folder of the run; its files need not be there yet
     */
    public RunTail(Path folder) {
        records = new LineTail(folder.resolve(ResultsFolder.RECORDS));
        samples = new LineTail(folder.resolve(ResultsFolder.SAMPLES));
    }

    /**
     * Hands on what is new, each file in its order. Samples of a resumed run's session wait for the record that says when it began.
     *
     * @throws IOException if a file cannot be read; what was handed on before is not handed on again
     */
    public void read(Consumer<RunData.Entry> newRecords, Consumer<SampleLine> newSamples) throws IOException {
        records.read(line -> record(line, newRecords));
        List<SampleLine> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(line -> sample(line, newSamples));
        samples.read(line -> sample(line, newSamples));
    }

    private void record(String line, Consumer<RunData.Entry> consumer) {
        RunData.Entry entry;
        try {
            entry = RecordJson.parse(line);
        } catch (RecordJson.UnreadableLine passedOver) {
            return;
        }
        if (!entry.envelope().schemaVersion().equals(RecordJson.SCHEMA_VERSION)) {
            return;
        }
        if (entry.body() instanceof SessionBody session) {
            anchored.add(session.number());
        }
        consumer.accept(entry);
    }

    private void sample(String line, Consumer<SampleLine> consumer) {
        try {
            sample(RecordJson.parseSample(line), consumer);
        } catch (RecordJson.UnreadableLine passedOver) {
            // a crash may have cut it off
        }
    }

    private void sample(SampleLine line, Consumer<SampleLine> consumer) {
        if (anchored.contains(line.session())) {
            consumer.accept(line);
            return;
        }
        held.add(line);
        if (held.size() > MAX_HELD) {
            anchored.add(line.session());
            held.forEach(consumer);
            held.clear();
        }
    }
}

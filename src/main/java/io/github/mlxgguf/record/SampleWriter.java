package io.github.mlxgguf.record;

import io.github.mlxgguf.trace.Sample;

/**
 * Writes {@code samples.jsonl}. Lines are kept for at most a second of sample time, so that the monitor does not disturb what
 * it watches and a crash costs at most that second. Thread-safe; memory use does not grow.
 */
public final class SampleWriter implements AutoCloseable {
    private static final long MAX_KEPT_NS = 1_000_000_000;

    private final LineFile file;
    private final int session;
    private long oldestKeptNs;
    private boolean keeping;

    private SampleWriter(LineFile file, int session) {
        this.file = file;
        this.session = session;
    }

    /**
     * Opens the samples of a folder, new or to be continued.
     *
     * @param session number of this JVM session, from 1
     * @throws ResultsException if the file cannot be written
     */
    public static SampleWriter open(ResultsFolder folder, int session) {
        return new SampleWriter(LineFile.open(folder.samples()), session);
    }

    /**
     * Writes a sample, every key present.
     *
     * @throws IllegalArgumentException if it holds a number that is not finite
     * @throws IllegalStateException if the writer is closed
     * @throws ResultsException if the file cannot be written
     */
    public synchronized void write(Sample sample) {
        file.append(RecordJson.line(session, sample));
        if (!keeping) {
            keeping = true;
            oldestKeptNs = sample.tNs();
        } else if (sample.tNs() - oldestKeptNs >= MAX_KEPT_NS) {
            flush();
        }
    }

    /** Hands everything to the operating system, before somebody reads the file. */
    public synchronized void flush() {
        keeping = false;
        file.flush();
    }

    @Override
    public synchronized void close() {
        file.close();
    }
}

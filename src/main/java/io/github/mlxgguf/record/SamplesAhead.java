package io.github.mlxgguf.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads samples on a thread of its own, a few batches ahead of who takes them: to read a sample costs about as much as to use it.
 * They come in the order of the file, on the thread of who takes them.
 */
final class SamplesAhead {
    /** Enough that handing over costs nothing, few enough that they are still in the processor's cache. */
    static final int SAMPLES_A_BATCH = 256;

    static final int BATCHES_AHEAD = 8;

    /** Comes after the last batch. */
    private static final List<SampleLine> END = new ArrayList<>();

    private final Reading reading;
    private final BlockingQueue<List<SampleLine>> batches = new ArrayBlockingQueue<>(BATCHES_AHEAD);
    private final Thread reader = new Thread(this::read, "samples-ahead");
    private List<SampleLine> batch = new ArrayList<>(SAMPLES_A_BATCH);
    private @Nullable Throwable failure;

    /** Reads samples, on a thread that is not the caller's. */
    @FunctionalInterface
    interface Reading {
        /** Hands on each sample there is. */
        void into(Consumer<SampleLine> consumer);
    }

    private SamplesAhead(Reading reading) {
        this.reading = reading;
        reader.setDaemon(true);
    }

    /**
     * Hands on all samples. The reading is over when this returns or throws; what it throws itself comes after the samples before it.
     *
     * @throws ResultsException if the calling thread is interrupted
     */
    static void forEach(Reading reading, Consumer<SampleLine> consumer) {
        SamplesAhead ahead = new SamplesAhead(reading);
        ahead.reader.start();
        try {
            ahead.handOn(consumer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResultsException("cannot read the samples: the reading thread was interrupted", e);
        } finally {
            ahead.end();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the end is that one list, an empty batch is not
    private void handOn(Consumer<SampleLine> consumer) throws InterruptedException {
        for (List<SampleLine> next = batches.take(); next != END; next = batches.take()) {
            next.forEach(consumer);
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void read() {
        try {
            try {
                reading.into(this::add);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            put(batch);
            put(END);
        } catch (CancellationException nobodyTakesMore) {
            // who was to take them failed, and says so
        }
    }

    private void add(SampleLine sample) {
        batch.add(sample);
        if (batch.size() == SAMPLES_A_BATCH) {
            put(batch);
            batch = new ArrayList<>(SAMPLES_A_BATCH);
        }
    }

    private void put(List<SampleLine> full) {
        try {
            batches.put(full);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /** No thread stays behind, not even if this one is interrupted meanwhile. */
    private void end() {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

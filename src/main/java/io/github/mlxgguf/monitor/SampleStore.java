package io.github.mlxgguf.monitor;

import io.github.mlxgguf.monitor.SampleBuilder.Field;
import io.github.mlxgguf.trace.Sample;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The most recent samples by time, in constant memory.
 *
 * <p>Columns of longs instead of objects: two hours at 10 Hz are 0.6 MB for each value that the machine can read, and nothing
 * for the others; at the fastest grid, 50 Hz, five times as much. When it is full the oldest sample goes. The shares of single cores are not kept: they are in the file.
 */
final class SampleStore {
    /** Longer than any cell of a benchmark. */
    private static final Duration REACH = Duration.ofHours(2);

    /** {@link #REACH} at 10 Hz. */
    static final int DEFAULT_CAPACITY = 2 * 60 * 60 * 10;

    private static final Logger LOG = System.getLogger(SampleStore.class.getName());
    private static final long[] UNUSED = {};
    private static final Field[] FIELDS = Field.values();

    private final int capacity;
    private final long[] timesNs;
    private final long[][] columns = new long[Field.COUNT][];
    private final String[] thermal;
    private final String[] powerSource;
    private int oldest;
    private int size;
    private boolean dropped;
    private boolean shortageLogged;

    SampleStore(int capacity) {
        this.capacity = capacity;
        this.timesNs = new long[capacity];
        this.thermal = new String[capacity];
        this.powerSource = new String[capacity];
        Arrays.fill(thermal, "");
        Arrays.fill(powerSource, "");
        Arrays.fill(columns, UNUSED);
    }

    /** Enough for two hours on a grid; on a slow one for more. */
    static int capacityFor(Duration interval) {
        return Math.max(DEFAULT_CAPACITY, Math.toIntExact(REACH.dividedBy(interval)));
    }

    /** Takes a sample, which must not be older than the one before. */
    synchronized void add(long tNs, SampleBuilder sample) {
        int slot = (oldest + size) % capacity;
        if (size == capacity) {
            oldest = (oldest + 1) % capacity;
            dropped = true;
        } else {
            size++;
        }
        timesNs[slot] = tNs;
        for (Field field : FIELDS) {
            put(field.column, slot, sample.bits(field));
        }
        thermal[slot] = Objects.requireNonNullElse(sample.thermal(), "");
        powerSource[slot] = Objects.requireNonNullElse(sample.powerSource(), "");
    }

    /** The samples in {@code [startNs, endNs)}, oldest first. */
    synchronized List<Sample> between(long startNs, long endNs) {
        warnIfGone(startNs);
        List<Sample> found = new ArrayList<>();
        SampleBuilder row = new SampleBuilder();
        for (int i = firstAtOrAfter(startNs); i < size && timesNs[slot(i)] < endNs; i++) {
            found.add(read(slot(i), row));
        }
        return found;
    }

    /** From when on all samples are still here; {@link Long#MIN_VALUE} if none has gone. */
    synchronized long heldSinceNs() {
        return dropped ? timesNs[oldest] : Long.MIN_VALUE;
    }

    synchronized int size() {
        return size;
    }

    private void put(int column, int slot, long bits) {
        if (columns[column].length == 0) {
            if (bits == SampleBuilder.ABSENT) {
                return;
            }
            columns[column] = new long[capacity];
            Arrays.fill(columns[column], SampleBuilder.ABSENT);
        }
        columns[column][slot] = bits;
    }

    private Sample read(int slot, SampleBuilder row) {
        row.clear();
        for (Field field : FIELDS) {
            long[] column = columns[field.column];
            if (column.length > 0) {
                row.bits(field, column[slot]);
            }
        }
        row.thermal(thermal[slot].isEmpty() ? null : thermal[slot]);
        row.powerSource(powerSource[slot].isEmpty() ? null : powerSource[slot]);
        return row.build(timesNs[slot]);
    }

    private int slot(int index) {
        return (oldest + index) % capacity;
    }

    private int firstAtOrAfter(long tNs) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesNs[slot(middle)] < tNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void warnIfGone(long startNs) {
        if (dropped && !shortageLogged && startNs < timesNs[oldest]) {
            shortageLogged = true;
            LOG.log(
                    Level.WARNING,
                    "Samples from before " + timesNs[oldest]
                            + " ns of the session are no longer in memory (it holds the last " + capacity
                            + "); a phase that began earlier is summed up from its later part. samples.jsonl has them all.");
        }
    }
}

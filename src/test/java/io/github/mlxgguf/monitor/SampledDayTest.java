package io.github.mlxgguf.monitor;

import static io.github.mlxgguf.monitor.FakeTime.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day at 10 Hz through the sampler and its writer, by a clock that only moves when told. */
class SampledDayTest {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final int SAMPLES = 864_000;
    private static final int SAMPLES_PER_HOUR = 36_000;

    /** Of a Linux machine with eight cores and a worker that holds some gigabytes: 0.54 GB a day. */
    private static final double BYTES_PER_SAMPLE = 625;

    /** A second of them, the first and the last included. */
    private static final int KEPT_AT_MOST = 11;

    private final FakeTime time = new FakeTime();
    private final SampleStore store = new SampleStore(SampleStore.DEFAULT_CAPACITY);
    private long samples;
    private long bytes;
    private long size;
    private int kept;
    private int mostKept;

    @Test
    void aDayNeedsHalfAGigabyteOfDiskAndNoMoreMemoryThanItsFirstHours(@TempDir Path results) throws IOException {
        ResultsFolder folder = ResultsFolder.create(results.toRealPath(), "a-day", Instant.EPOCH);
        Path file = folder.samples();
        try (SampleWriter writer = SampleWriter.open(folder, 1)) {
            Sampler sampler = new Sampler(
                    time.clock(),
                    Duration.ofMillis(100),
                    List.of(FakeProbe.quick(this::read)),
                    sample -> write(writer, sample, file),
                    store,
                    time::park,
                    ThreadMeter.NONE);
            time.at(DAY_MS - 1, sampler::close);
            sampler.runGrid();
            writer.flush();
        }
        bytes += Files.size(file);

        assertThat(samples).isEqualTo(SAMPLES);
        assertThat((double) bytes / samples).isBetween(BYTES_PER_SAMPLE / 2, BYTES_PER_SAMPLE);
        assertThat(mostKept).isLessThanOrEqualTo(KEPT_AT_MOST);
        assertThat(store.size()).isEqualTo(SampleStore.DEFAULT_CAPACITY);
    }

    private void write(SampleWriter writer, Sample sample, Path file) {
        writer.write(sample);
        samples++;
        try {
            long now = Files.size(file);
            kept = now == size ? kept + 1 : 0;
            size = now;
            mostKept = Math.max(mostKept, kept);
            if (samples % SAMPLES_PER_HOUR == 0) {
                empty(writer, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Spares the disk of whoever runs this; the writer appends, wherever the end is. */
    private void empty(SampleWriter writer, Path file) throws IOException {
        writer.flush();
        bytes += Files.size(file);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(0);
        }
        size = 0;
        kept = 0;
    }

    /** Figures of the length that a machine's have, at the rates of its sources. */
    private void read(SampleBuilder sample) {
        long tick = time.nowNs() / (100 * MS);
        sample.committedBytes(7_123_456_789L + tick)
                .availableBytes(9_123_456_789L - tick)
                .fileBackedBytes(3_123_456_789L + tick)
                .swapUsedBytes(123_456_789L)
                .pressureStallUs(1_234_567L + tick)
                .workerPid(1_234_567L)
                .workerAnonBytes(5_123_456_789L + tick)
                .workerFileBytes(123_456_789L)
                .workerRssBytes(5_246_913_578L + tick)
                .workerVirtualBytes(12_345_678_901L)
                .workerRamShare(0.1234);
        if (tick % 5 == 0) {
            double share = 0.3333;
            sample.cpuUser(share)
                    .cpuSystem(0.0333)
                    .load1m(1.53)
                    .workerCpu(1.2345)
                    .cpuCores(List.of(0.1234, 0.2345, 0.3456, 0.4567, 0.5678, 0.6789, 0.789, 0.8901));
        }
        if (tick % 10 == 0) {
            sample.serverTreeBytes(6_123_456_789L + tick);
        }
        if (tick % 100 == 0) {
            sample.powerSource("mains");
        }
    }
}

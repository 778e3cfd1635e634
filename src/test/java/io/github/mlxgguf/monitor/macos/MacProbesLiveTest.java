package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The native sources of a real Mac. <strong>Written without a Mac and never run so far</strong>: what fails here first may be the
 * test.
 *
 * <p>Run it with {@code mvn test -Dtest=MacProbesLiveTest}. The bounds leave room for a machine in a data centre that does other
 * things too.
 */
@EnabledOnOs(OS.MAC)
class MacProbesLiveTest {
    private static final long SELF = ProcessHandle.current().pid();
    private static final long MEGABYTE = 1_000_000;
    private static final int TOUCHED_BYTES = 200_000_000;
    private static final int ROUNDS = 3;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int SMALLEST_PAGE = 4096;
    /** Of another program's memory, in the moment between two readings. */
    private static final long NOISE_BYTES = 60 * MEGABYTE;

    private final List<Probe> probes = new ArrayList<>();

    @BeforeEach
    void open() {
        probes.addAll(MacProbes.create(new Self(), MacProbesLiveTest::run));
    }

    @AfterEach
    void close() {
        probes.forEach(Probe::close);
    }

    @Test
    void everySourceOfEveryMacIsThere() {
        assertThat(probes.stream().map(Probe::name))
                .contains(
                        "the kernel's page counts",
                        "vm_stat",
                        "swap usage and memory pressure",
                        "proc_pid_rusage of the worker",
                        "processor ticks",
                        "virtual size of the worker",
                        "heat and power source");
    }

    @Test
    void memoryIsPlausible() throws IOException {
        long ram = known(new NativeKernelValues().number("hw.memsize"));
        Sample sample = read();

        assertThat(sample.committedBytes()).isBetween(100 * MEGABYTE, ram);
        assertThat(sample.availableBytes()).isBetween(1L, ram);
        assertThat(known(sample.committedBytes()) + known(sample.availableBytes()))
                .as("all pages, but for the kernel's reserve")
                .isBetween(ram / 2, ram);
        assertThat(sample.wiredBytes()).isBetween(1L, ram);
        assertThat(sample.compressorBytes()).isBetween(0L, ram);
        assertThat(sample.fileBackedBytes()).isBetween(1L, ram);
        assertThat(sample.purgeableBytes()).isBetween(0L, ram);
        assertThat(sample.swapUsedBytes()).isNotNegative();
        assertThat(sample.pressure()).isIn(1, 2, 4);
    }

    @Test
    void theKernelsCountsMeanWhatVmStatMeans() {
        KernelValues kernel = new NativeKernelValues();
        VmStat reading = VmStat.read(MacProbesLiveTest::run).orElseThrow();
        long page = known(kernel.number(MemoryProbe.PAGE_SIZE));

        assertThat(known(kernel.number(MemoryProbe.FREE)) * page)
                .as("without speculative pages, like vm_stat's")
                .isCloseTo(known(reading.bytes("Pages free")), within(NOISE_BYTES));
        assertThat(known(kernel.number(MemoryProbe.FILE_BACKED)) * page)
                .isCloseTo(known(reading.fileBackedBytes()), within(NOISE_BYTES));
        assertThat(known(kernel.number(MemoryProbe.PURGEABLE)) * page)
                .isCloseTo(known(reading.purgeableBytes()), within(NOISE_BYTES));
        assertThat(known(reading.bytes("Pages active"))
                        + known(reading.bytes("Pages inactive"))
                        + known(reading.bytes("Pages speculative")))
                .as("the identity that committed memory rests on")
                .isCloseTo(
                        known(reading.bytes("File-backed pages")) + known(reading.bytes("Anonymous pages")),
                        within(NOISE_BYTES));
    }

    @Test
    void theWorkerIsPlausible() throws IOException {
        read();
        spin();
        Sample sample = read();

        assertThat(sample.workerPid()).isEqualTo(SELF);
        assertThat(sample.workerFootprintBytes()).isBetween(20 * MEGABYTE, 8_000 * MEGABYTE);
        assertThat(sample.workerPeakFootprintBytes()).isGreaterThanOrEqualTo(known(sample.workerFootprintBytes()));
        assertThat(sample.workerRssBytes()).isBetween(20 * MEGABYTE, 8_000 * MEGABYTE);
        assertThat(sample.workerVirtualBytes()).isGreaterThan(known(sample.workerRssBytes()));
        assertThat(sample.workerRamShare()).isBetween(0.0, 1.0);
        assertThat(sample.workerCpu())
                .as("the clock's ticks are not taken for nanoseconds")
                .isBetween(0.3, (double) Runtime.getRuntime().availableProcessors());
    }

    /** Three times, and the middle one counts: another program may take or give back memory in any of them. */
    @Test
    void memoryThatIsTouchedShows() throws IOException {
        List<ByteBuffer> held = new ArrayList<>();
        List<Long> committedGrowth = new ArrayList<>();
        List<Long> footprintGrowth = new ArrayList<>();
        read();
        for (int round = 0; round < ROUNDS; round++) {
            Sample before = readQuickOnes();
            held.add(touched());
            Sample after = readQuickOnes();
            committedGrowth.add(known(after.committedBytes()) - known(before.committedBytes()));
            footprintGrowth.add(known(after.workerFootprintBytes()) - known(before.workerFootprintBytes()));
            assertThat(after.workerPeakFootprintBytes()).isGreaterThanOrEqualTo(known(after.workerFootprintBytes()));
        }

        assertThat(middle(footprintGrowth))
                .as("footprint grew by %s", footprintGrowth)
                .isBetween(TOUCHED_BYTES - 10 * MEGABYTE, TOUCHED_BYTES + 30 * MEGABYTE);
        assertThat(middle(committedGrowth))
                .as("committed grew by %s", committedGrowth)
                .isBetween(TOUCHED_BYTES - NOISE_BYTES, TOUCHED_BYTES + NOISE_BYTES);
        assertThat(held).as("still held").hasSize(ROUNDS).allMatch(buffer -> buffer.get(SMALLEST_PAGE) == 1);
    }

    @Test
    void committedStaysWhereTheFormulaOfVmStatIs() throws IOException {
        ByteBuffer held = touched();
        Sample sample = readQuickOnes();
        VmStat formula = VmStat.read(MacProbesLiveTest::run).orElseThrow();

        assertThat(sample.committedBytes())
                .as("from the kernel's counts, since the start of this test")
                .isCloseTo(known(formula.committedBytes()), within(NOISE_BYTES));
        assertThat(held.get(SMALLEST_PAGE)).as("still held").isEqualTo((byte) 1);
    }

    /** A virtual machine may have a GPU without statistics; then its values are unknown, and nothing fails. */
    @Test
    void theGpuDoesNotFail() throws IOException {
        Sample sample = read();

        assertThat(Optional.ofNullable(sample.gpuDevice()).orElse(0.0)).isBetween(0.0, 1.0);
        assertThat(Optional.ofNullable(sample.gpuMemoryBytes()).orElse(0L)).isNotNegative();
    }

    @Test
    void conditionsAndCoresArePlausible() throws IOException {
        read();
        spin();
        Sample sample = read();

        assertThat(known(sample.cpuUser()) + known(sample.cpuSystem())).isBetween(0.0, 1.0);
        assertThat(sample.cpuCores())
                .hasSize(Runtime.getRuntime().availableProcessors())
                .allMatch(share -> share >= 0 && share <= 1);
        assertThat(sample.load1m()).isPositive();
        assertThat(sample.powerSource()).isIn("mains", "battery", "ups", null);
        assertThat(sample.thermal()).isIn("nominal", "fair", "serious", "critical", null);
    }

    private Sample read() throws IOException {
        SampleBuilder sample = new SampleBuilder();
        for (Probe probe : probes) {
            probe.read(sample);
        }
        return sample.build(0);
    }

    /** Only those that are read at every tick: they are microseconds apart. */
    private Sample readQuickOnes() throws IOException {
        SampleBuilder sample = new SampleBuilder();
        for (Probe probe : probes) {
            if (probe.interval().compareTo(TICK) <= 0) {
                probe.read(sample);
            }
        }
        return sample.build(0);
    }

    private static ByteBuffer touched() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(TOUCHED_BYTES);
        for (int i = 0; i < TOUCHED_BYTES; i += SMALLEST_PAGE) {
            buffer.put(i, (byte) 1);
        }
        return buffer;
    }

    private static long middle(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static <T> T known(@Nullable T value) {
        assertThat(value).isNotNull();
        return Objects.requireNonNull(value);
    }

    /** Keeps one core busy for about half a second. */
    private static void spin() {
        LongSupplier clock = System::nanoTime;
        long endNs = clock.getAsLong() + 500_000_000;
        long sum = 0;
        while (clock.getAsLong() < endNs) {
            sum++;
        }
        assertThat(sum).isPositive();
    }

    private static Optional<String> run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            Process tool = builder.start();
            String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.isBlank() ? Optional.empty() : Optional.of(text);
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static final class Self implements ServerProcesses {
        @Override
        public Long workerPid() {
            return SELF;
        }

        @Override
        public List<Long> walk() {
            return List.of(SELF);
        }
    }
}

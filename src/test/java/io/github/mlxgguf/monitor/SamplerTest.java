package io.github.mlxgguf.monitor;

import static io.github.mlxgguf.monitor.FakeTime.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SamplerTest {
    private static final Duration GRID = Duration.ofMillis(100);

    private final FakeTime time = new FakeTime();
    private final SampleStore store = new SampleStore(SampleStore.DEFAULT_CAPACITY);
    private final List<Sample> delivered = new ArrayList<>();

    @Test
    void samplesStandOnTheGridAndAreStampedAtTheEndOfReading() {
        Sampler sampler = sampler(FakeProbe.quick(sample -> {
            time.advanceMs(7);
            sample.committedBytes(1L);
        }));
        runUntil(sampler, 350);

        assertThat(delivered).extracting(Sample::tNs).containsExactly(7 * MS, 107 * MS, 207 * MS, 307 * MS);
        assertThat(store.between(100 * MS, 300 * MS)).isEqualTo(delivered.subList(1, 3));
        assertThat(sampler.latest()).isEqualTo(delivered.get(3));
    }

    @Test
    void missedTicksAreSkippedAndCountedNotCaughtUp() {
        AtomicInteger reading = new AtomicInteger();
        Sampler sampler = sampler(FakeProbe.quick(sample -> time.advanceMs(reading.incrementAndGet() == 4 ? 350 : 0)));
        runUntil(sampler, 950);

        assertThat(delivered)
                .extracting(sample -> sample.tNs() / MS)
                .containsExactly(0L, 100L, 200L, 650L, 700L, 800L, 900L);
        SamplerMetrology metrology = sampler.metrology();
        assertThat(metrology.samples()).isEqualTo(7);
        assertThat(metrology.missedTicks()).isEqualTo(3);
        assertThat(metrology.worstGapMs()).isEqualTo(450.0);
        assertThat(metrology.achievedHz()).isEqualTo(6e9 / 9e8);
        assertThat(metrology.intervalMs()).isEqualTo(100.0);
    }

    @Test
    void theGapThatIsGoingOnCounts() {
        Sampler sampler = sampler();
        sampler.sampleOnce();
        time.advanceMs(3000);

        assertThat(sampler.metrology().worstGapMs()).isEqualTo(3000.0);
        assertThat(sampler.metrology().achievedHz()).isNull();
    }

    @Test
    void metrologyIsUnknownBeforeTheFirstSampleAndFrozenOnceClosed() {
        Sampler sampler = sampler();
        assertThat(sampler.metrology()).isEqualTo(new SamplerMetrology(100.0, 0, 0, null, null, null, null));

        runUntil(sampler, 250);
        SamplerMetrology closed = sampler.metrology();
        time.advanceMs(60_000);

        assertThat(sampler.metrology()).isEqualTo(closed);
        assertThat(closed.worstGapMs()).isEqualTo(100.0);
    }

    @Test
    void cpuShareAndAllocationAreThoseOfTheThreadPerSecondOfRunTime() {
        AtomicLong readings = new AtomicLong();
        ThreadMeter meter = new ThreadMeter() {
            @Override
            public long cpuNs() {
                return readings.incrementAndGet() * 2 * MS;
            }

            @Override
            public long allocatedBytes() {
                return readings.get() * 3000;
            }
        };
        Sampler sampler = new Sampler(time.clock(), GRID, List.of(), delivered::add, store, time::park, meter);
        runUntil(sampler, 1000);

        // Eleven samples from 0 to 1000 ms, 2 ms of CPU time and 3000 bytes each.
        assertThat(sampler.metrology().samples()).isEqualTo(11);
        assertThat(sampler.metrology().cpuShare()).isEqualTo(0.022);
        assertThat(sampler.metrology().allocatedBytesPerSecond()).isEqualTo(33_000);
    }

    @Test
    void whatDeliveringCostsCountsToo() {
        AtomicLong usedMs = new AtomicLong();
        ThreadMeter meter = new ThreadMeter() {
            @Override
            public long cpuNs() {
                return usedMs.get() * MS;
            }

            @Override
            public long allocatedBytes() {
                return usedMs.get() * 1000;
            }
        };
        SampleSink sink = sample -> usedMs.incrementAndGet();
        Sampler sampler = new Sampler(time.clock(), GRID, List.of(), sink, store, time::park, meter);
        runUntil(sampler, 500);

        assertThat(sampler.metrology().cpuShare()).isEqualTo(0.012);
        assertThat(sampler.metrology().allocatedBytesPerSecond()).isEqualTo(12_000);
    }

    @Test
    void cpuShareIsNullWhereTheJvmDoesNotTell() {
        Sampler sampler = sampler();
        runUntil(sampler, 1000);

        assertThat(sampler.metrology().cpuShare()).isNull();
        assertThat(sampler.metrology().allocatedBytesPerSecond()).isNull();
    }

    @Test
    void aFailingProbeLosesItsOwnValuesOnlyAndIsLoggedOnce() {
        Sampler sampler = sampler(
                FakeProbe.quick(sample -> {
                    sample.committedBytes(1L);
                    throw new IOException("permission denied");
                }),
                FakeProbe.quick(sample -> sample.availableBytes(2L)));
        try (LogCapture log = new LogCapture(ProbeReader.class)) {
            runUntil(sampler, 250);

            assertThat(delivered).hasSize(3).allSatisfy(sample -> {
                assertThat(sample.committedBytes()).isNull();
                assertThat(sample.availableBytes()).isEqualTo(2);
            });
            assertThat(log.messages())
                    .containsExactly("Cannot read quick; its values stay null while this lasts, and this is said once: "
                            + "java.io.IOException: permission denied");
        }
    }

    @Test
    void aProbeThatRecoversIsReadAgain() {
        AtomicInteger reading = new AtomicInteger();
        Sampler sampler = sampler(FakeProbe.quick(sample -> {
            if (reading.incrementAndGet() == 2) {
                throw new UnsatisfiedLinkError("no such library");
            }
            sample.committedBytes(1L);
        }));
        try (LogCapture log = new LogCapture(ProbeReader.class)) {
            runUntil(sampler, 250);

            assertThat(delivered).extracting(Sample::committedBytes).containsExactly(1L, null, 1L);
            assertThat(log.messages()).hasSize(1);
        }
    }

    @Test
    void aSinkThatThrowsDoesNotStopTheSampling() {
        Sampler sampler = new Sampler(
                time.clock(),
                GRID,
                List.of(),
                sample -> {
                    throw new IllegalStateException("disk full");
                },
                store,
                time::park,
                ThreadMeter.NONE);
        try (LogCapture log = new LogCapture(Sampler.class)) {
            runUntil(sampler, 450);

            assertThat(store.size()).isEqualTo(5);
            assertThat(log.messages())
                    .containsExactly("A sample could not be delivered; sampling goes on, and this is said once");
        }
    }

    @Test
    void aSlowProbeShowsOnlyInTheFirstSampleAfterItsReading() {
        AtomicLong reading = new AtomicLong();
        Sampler sampler = sampler(new FakeProbe(
                "slow", Duration.ofSeconds(1), sample -> sample.serverTreeBytes(reading.incrementAndGet())));
        sampler.sampleOnce();
        sampler.readSlowProbe();
        sampler.sampleOnce();
        sampler.sampleOnce();
        sampler.readSlowProbe();
        sampler.readSlowProbe();
        sampler.sampleOnce();
        sampler.sampleOnce();

        assertThat(delivered).extracting(Sample::serverTreeBytes).containsExactly(null, 1L, null, 3L, null);
    }

    @Test
    void slowProbesKeepTheirOwnRates() {
        List<String> readings = new ArrayList<>();
        Sampler sampler = sampler(slow("half", 500, readings), slow("whole", 1000, readings));
        time.at(2100, sampler::close);
        sampler.runSlowLane();

        assertThat(readings)
                .containsExactly(
                        "half 0",
                        "whole 0",
                        "half 500",
                        "half 1000",
                        "whole 1000",
                        "half 1500",
                        "half 2000",
                        "whole 2000");
    }

    @Test
    void aProbeAsFastAsTheGridIsReadAtEveryTick() {
        Sampler sampler = sampler(new FakeProbe("even", GRID, sample -> sample.committedBytes(1L)));
        runUntil(sampler, 250);

        assertThat(delivered).extracting(Sample::committedBytes).containsExactly(1L, 1L, 1L);
    }

    @Test
    void aProbeThatStartsProcessesIsNeverReadOnTheGridAndNoOftenerThanIt() {
        List<String> readings = new ArrayList<>();
        Probe spawning = spawning(readings);
        Sampler sampler = sampler(spawning);
        sampler.sampleOnce();
        assertThat(readings).isEmpty();

        time.at(250, sampler::close);
        sampler.runSlowLane();
        assertThat(readings).containsExactly("0", "100", "200");
    }

    private Probe spawning(List<String> readings) {
        return new Probe() {
            @Override
            public String name() {
                return "tool";
            }

            @Override
            public Duration interval() {
                return Duration.ofMillis(50);
            }

            @Override
            public boolean spawns() {
                return true;
            }

            @Override
            public void read(SampleBuilder sample) {
                readings.add(Long.toString(time.nowNs() / MS));
            }
        };
    }

    @Test
    void aDayAtTenHertzStaysInConstantMemory() {
        long dayMs = TimeUnit.DAYS.toMillis(1);
        AtomicLong count = new AtomicLong();
        Sampler sampler = new Sampler(
                time.clock(),
                GRID,
                List.of(FakeProbe.quick(sample -> sample.committedBytes(time.nowNs()))),
                sample -> count.incrementAndGet(),
                store,
                time::park,
                ThreadMeter.NONE);
        time.at(dayMs - 1, sampler::close);
        sampler.runGrid();

        assertThat(count).hasValue(864_000);
        assertThat(sampler.metrology().achievedHz()).isEqualTo(10.0);
        assertThat(sampler.metrology().missedTicks()).isZero();
        assertThat(store.size()).isEqualTo(72_000);
        assertThat(store.between((dayMs - 7_200_000) * MS, dayMs * MS))
                .hasSize(72_000)
                .first()
                .extracting(Sample::tNs, Sample::committedBytes)
                .containsExactly((dayMs - 7_200_000) * MS, (dayMs - 7_200_000) * MS);
    }

    @Test
    void theThreadsAreDaemonsAndEndWithClose() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(2);
        List<Thread> threads = new ArrayList<>();
        FakeProbe.Reading reading = sample -> {
            synchronized (threads) {
                if (!threads.contains(Thread.currentThread())) {
                    threads.add(Thread.currentThread());
                    seen.countDown();
                }
            }
        };
        Sampler sampler = new Sampler(
                SessionClock.start(),
                GRID,
                List.of(FakeProbe.quick(reading), new FakeProbe("slow", Duration.ofHours(1), reading)),
                sample -> {},
                store,
                LockSupport::parkNanos,
                ThreadMeter.NONE);
        sampler.start();
        assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
        sampler.close();
        sampler.close();

        assertThat(threads).hasSize(2).allMatch(Thread::isDaemon).noneMatch(Thread::isAlive);
    }

    @Test
    void closingItClosesItsProbesQuickAndSlow() {
        List<String> closed = new ArrayList<>();
        Sampler sampler = sampler(closing("quick", 1, closed), closing("slow", 1000, closed));
        assertThat(closed).isEmpty();

        sampler.close();

        assertThat(closed).containsExactly("quick", "slow");
    }

    @Test
    @Timeout(30)
    void whoAsksForTheSamplesUpToNowGetsTheOneThatIsBeingStamped() throws InterruptedException {
        List<Sample> seen = new ArrayList<>();
        Thread reader = new Thread(() -> seen.addAll(store.between(0, Long.MAX_VALUE)));
        AtomicBoolean asked = new AtomicBoolean(true);
        SessionClock clock = new SessionClock(
                () -> {
                    if (!asked.getAndSet(true)) {
                        reader.start();
                        while (reader.getState() != Thread.State.BLOCKED && reader.isAlive()) {
                            Thread.onSpinWait();
                        }
                    }
                    return time.nowNs();
                },
                Instant.EPOCH);
        Sampler sampler = new Sampler(clock, GRID, List.of(), delivered::add, store, time::park, ThreadMeter.NONE);
        asked.set(false);

        sampler.sampleOnce();
        reader.join();

        assertThat(seen).hasSize(1).isEqualTo(delivered);
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatThrownBy(() -> new Sampler(
                        time.clock(), Duration.ZERO, List.of(), delivered::add, store, time::park, ThreadMeter.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sampling interval must be longer than 0, found PT0S");
    }

    private Sampler sampler(Probe... probes) {
        return new Sampler(time.clock(), GRID, List.of(probes), delivered::add, store, time::park, ThreadMeter.NONE);
    }

    private void runUntil(Sampler sampler, long ms) {
        time.at(ms, sampler::close);
        sampler.runGrid();
    }

    private static Probe closing(String name, long intervalMs, List<String> closed) {
        return new Probe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration interval() {
                return Duration.ofMillis(intervalMs);
            }

            @Override
            public void read(SampleBuilder sample) {}

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    private Probe slow(String name, long intervalMs, List<String> readings) {
        return new FakeProbe(
                name, Duration.ofMillis(intervalMs), sample -> readings.add(name + " " + time.nowNs() / MS));
    }
}

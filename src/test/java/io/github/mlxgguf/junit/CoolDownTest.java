package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.Cooldown;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On a machine that is read every 100 ms, by a clock that only a pause moves. */
class CoolDownTest {
    private static final long MS = 1_000_000;
    private static final long GB = 1_000_000_000;
    private static final Cooldown SETTLED = Cooldown.settled(Duration.ofSeconds(60));

    private final List<Duration> pauses = new ArrayList<>();
    private long nowNs = 10_000 * MS;

    @Test
    void aFixedTimeIsWaitedWhateverTheMachineDoes() {
        CoolDown.Result result = run(Cooldown.fixed(Duration.ofSeconds(10)), ms -> sample(ms, GB * ms, 1.0, null));

        assertThat(result).isEqualTo(new CoolDown.Result(10.0, true));
        assertThat(pauses).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void aQuietMachineIsWaitedForTwoSeconds() {
        assertThat(run(SETTLED, ms -> sample(ms, GB + ms, 0.099, "nominal"))).isEqualTo(new CoolDown.Result(2.0, true));
    }

    @Test
    void memoryMustHaveBeenQuietForFiveSeconds() {
        // It falls by 100 MB right after 11 s of the clock; the pause begins at 10 s.
        CoolDown.Result result = run(SETTLED, ms -> sample(ms, ms <= 11_000 ? GB : GB - 100_000_000, 0.05, null));

        assertThat(result).isEqualTo(new CoolDown.Result(6.5, true));
    }

    @Test
    void aMovementBelowTheLimitIsQuiet() {
        assertThat(run(SETTLED, ms -> sample(ms, ms <= 11_000 ? GB : GB - 99_999_999, 0.05, null))
                        .seconds())
                .isEqualTo(2.0);
    }

    @Test
    void whereCommittedIsUnknownTheProcessorDecides() {
        // Half of all cores until 15 s: five seconds with less than a tenth on average end 4 s later.
        CoolDown.Result result = run(SETTLED, ms -> sample(ms, null, ms <= 15_000 ? 0.5 : 0.0, null));

        assertThat(result).isEqualTo(new CoolDown.Result(9.5, true));
    }

    @Test
    void aHotMachineIsNotQuiet() {
        CoolDown.Result result = run(SETTLED, ms -> sample(ms, GB, 0.0, ms < 14_200 ? "fair" : "nominal"));

        assertThat(result).isEqualTo(new CoolDown.Result(4.5, true));
    }

    @Test
    void heatThatIsReadEveryTenSecondsIsHeatUntilTheNextReading() {
        Cooldown atMost = Cooldown.settled(Duration.ofSeconds(30));

        CoolDown.Result hot = run(atMost, ms -> sample(ms, GB, 0.0, ms % 10_000 == 7_000 ? "serious" : null));
        assertThat(hot).isEqualTo(new CoolDown.Result(30.0, false));
    }

    @Test
    void theTimeRunsOutOnABusyMachineAndNoLater() {
        Cooldown atMost = Cooldown.settled(Duration.ofMillis(3_200));

        assertThat(run(atMost, ms -> sample(ms, GB, 0.2, null))).isEqualTo(new CoolDown.Result(3.2, false));
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(2_000L, 500L, 500L, 200L);
    }

    @Test
    void aMachineThatTellsNothingIsNotCalledQuiet() {
        assertThat(run(SETTLED, ms -> sample(ms, null, null, null)).settled()).isFalse();
    }

    private interface Machine {
        Sample at(long ms);
    }

    private CoolDown.Result run(Cooldown cooldown, Machine machine) {
        MemoryBooks.History history = (from, to) -> {
            List<Sample> samples = new ArrayList<>();
            for (long ms = 0; ms * MS < to; ms += 100) {
                if (ms * MS >= from) {
                    samples.add(machine.at(ms));
                }
            }
            return samples;
        };
        return new CoolDown(history, () -> nowNs, pause -> {
                    pauses.add(pause);
                    nowNs += pause.toNanos();
                })
                .run(cooldown);
    }

    private static Sample sample(long ms, @Nullable Long committed, @Nullable Double cpu, @Nullable String thermal) {
        return new SampleBuilder()
                .committedBytes(committed)
                .cpuUser(cpu)
                .cpuSystem(cpu == null ? null : 0.0)
                .thermal(thermal)
                .build(ms * MS);
    }
}
